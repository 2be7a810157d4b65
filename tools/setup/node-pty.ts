import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CommandError } from '../lib/errors.ts';
import { repositoryDir } from '../lib/paths.ts';
import { runQuietly } from '../lib/run.ts';
import { step } from '../lib/steps.ts';
import { requireHost } from './host.ts';

const moduleDir = join(repositoryDir, 'node_modules', 'node-pty');
const binary = join(moduleDir, 'build', 'Release', 'pty.node');

/** Whether this Node loads the compiled module; in another process, for a bad one can crash. */
async function loads(): Promise<boolean> {
  if (!existsSync(binary)) return false;
  const script = 'require(process.argv[1])';
  const result = await execa(process.execPath, ['-e', script, binary], { reject: false });
  return result.exitCode === 0;
}

/**
 * Compiles node-pty, which has no Linux binary in its package, unless it is there and loads. Headers
 * come from the pinned Node's own package (`--nodedir`): nothing is downloaded.
 */
export async function prepareNodePty(): Promise<void> {
  if (await loads()) return;
  requireHost(['build']);
  await step('node-pty, compiled', async () => {
    const headers = join(process.execPath, '..', '..');
    const compiler = join(repositoryDir, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    // node-gyp lets npm's settings in the environment override its arguments.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
    );
    await runQuietly(process.execPath, [compiler, 'rebuild', `--nodedir=${headers}`], {
      cwd: moduleDir,
      env,
    });
    if (!(await loads()))
      throw new CommandError(
        'node-pty was compiled but does not load.',
        `remove ${join(repositoryDir, 'node_modules')} and try again.`,
      );
  });
}

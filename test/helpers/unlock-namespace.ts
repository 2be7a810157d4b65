/**
 * `lifeboat unlock` in a private mount namespace: the real tool, agent and systemd-reply-password,
 * with a helper, a udev and a token that a test scripts. Nothing of it needs root or a device.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JobEvent, Question, UnlockView } from '../../core/contract/job.ts';
import { collect, openTestChannel, type LifeboatCli, type Run } from './lifeboat-cli.ts';

const fixtures = fileURLToPath(new URL('../fixtures/unlock/', import.meta.url));
const namespace = ['--user', '--map-root-user', '--mount'];
export const hasNamespaces = spawnSync('unshare', [...namespace, 'true']).status === 0;

const setup = [
  'mount -t tmpfs tmpfs /run/systemd',
  'mkdir /run/systemd/ask-password /run/systemd/test',
  'mount --bind "$OUT" /run/systemd/test',
  '[ ! -e "$OUT/disk.img" ] || mount --bind "$OUT/disk.img" /dev/full',
  'mount -t tmpfs tmpfs /sys/class',
  'ln -s /run/systemd/test/hidraw /sys/class/hidraw',
  'mount --bind "$FIXTURES/systemd-cryptsetup" /usr/lib/systemd/systemd-cryptsetup',
  // A program of the system that asks, and one that belongs to another job of ours. They outlive the
  // command, whose end is waited for as the end of all that is written.
  '[ ! -e "$OUT/foreign" ] || {',
  'systemd-ask-password --no-tty --timeout=60 "$(cat "$OUT/foreign")" >"$OUT/foreign-answer" 2>/dev/null &',
  'LIFEBOAT_JOB=1 systemd-ask-password --no-tty --timeout=60 "of another job" >/dev/null 2>&1 &',
  'until [ "$(ls /run/systemd/ask-password | grep -c ^ask)" = 2 ]; do sleep 0.05; done; }',
  // So many old questions that the agent is long busy with reading them.
  '[ ! -e "$OUT/crowd" ] || for n in $(seq 2000); do echo "[Ask]" > /run/systemd/ask-password/ask.old$n; done',
  'exec "$@"',
].join('\n');

/** A step of the helper's script; see test/fixtures/unlock/systemd-cryptsetup. */
export type Step =
  | { say: string }
  | { sleep: number }
  | { ask: string; id?: string }
  | { wait: string }
  | { unless: string; skip: number }
  | { exit: number };

export interface UnlockStart {
  child: ChildProcess;
  ended: Promise<Run>;
}

/** A LUKS2 image with a passphrase in slot 0 and one more slot for each token; needs no rights. */
function makeVolume(path: string, tokens: readonly object[]): void {
  const cryptsetup = (args: string[], input: string) => {
    const { status, stderr } = spawnSync('cryptsetup', ['--batch-mode', ...args], {
      input,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`cryptsetup ${args[0] ?? ''}: ${stderr}`);
  };
  const cheap = ['--pbkdf=pbkdf2', '--pbkdf-force-iterations=1000'];
  writeFileSync(path, '');
  truncateSync(path, 20 * 1024 * 1024);
  cryptsetup(['luksFormat', '--type=luks2', ...cheap, '--key-file=-', path], 'slot 0');
  tokens.forEach((token, i) => {
    // What is asked on standard input is the old key, so the new one comes from a file.
    writeFileSync(`${path}.key`, `slot ${String(i + 1)}`);
    cryptsetup(['luksAddKey', ...cheap, '--key-file=-', path, `${path}.key`], 'slot 0');
    const json = JSON.stringify({ keyslots: [String(i + 1)], ...token });
    cryptsetup(['token', 'import', '--json-file=-', path], json);
  });
}

/** Everything that a test of unlocking needs; `close` ends what still runs. */
export async function openUnlockTest(cli: LifeboatCli) {
  const channel = await openTestChannel();
  const out = await mkdtemp(join(tmpdir(), 'lifeboat-unlock-'));
  await mkdir(join(out, 'hidraw'));
  const children: ChildProcess[] = [];
  const answered = new Set<string>();
  const write = (name: string, text: string) => writeFile(join(out, name), text);
  const read = (name: string) => readFile(join(out, name), 'utf8').catch(() => '');

  const waitForQuestion = async (fits: (question: Question) => boolean): Promise<Question> => {
    const { question } = await channel.waitFor(
      (event): event is JobEvent & { type: 'question' } =>
        event.type === 'question' && fits(event.question) && !answered.has(event.question.id),
    );
    answered.add(question.id);
    return question;
  };
  /** The command line that runs `lifeboat` in its namespace. */
  const command = (argv: string[], options: { channel?: boolean } = {}) => ({
    file: 'unshare',
    args: [...namespace, 'sh', '-c', setup, 'sh', process.execPath, cli.path, ...argv],
    env: {
      PATH: `${fixtures}:/usr/sbin:/usr/bin:/sbin:/bin`,
      FIXTURES: fixtures,
      OUT: out,
      ...(options.channel === false ? {} : { LIFEBOAT_CHANNEL: channel.path }),
    },
  });
  return {
    channel,
    write,
    read,
    /** Scripts of the helper's runs, one after the other. */
    script: (...runs: Step[][]) => write('scripts.json', JSON.stringify(runs)),
    /** Makes /dev/full a LUKS2 volume with these tokens, each on a keyslot of its own. */
    header: (...tokens: object[]) => makeVolume(join(out, 'disk.img'), tokens),
    /** Plugs a token in: what `fido2-token -I` prints, and the credentials that are its own. */
    async plug(info: string, owns: string[] = []) {
      await write('info', info);
      await write('owns', `${owns.join('\n')}\n`);
      const device = { DEVNAME: '/dev/hidraw0', ID_FIDO_TOKEN: '1' };
      await write('hidraw/hidraw0', JSON.stringify(device));
      await appendFile(
        join(out, 'events'),
        'ACTION=add\nSUBSYSTEM=hidraw\nDEVNAME=/dev/hidraw0\nID_FIDO_TOKEN=1\n\n',
      );
    },
    async unplug() {
      await rm(join(out, 'hidraw/hidraw0'), { force: true });
      await appendFile(join(out, 'events'), 'ACTION=remove\nSUBSYSTEM=hidraw\nID_FIDO_TOKEN=1\n\n');
    },
    /** The helper's command lines and environments, one for each run. */
    runs: async () =>
      (await read('runs'))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as [string[], Record<string, string>]),
    command,
    start(argv: string[], options: { input?: string; channel?: boolean } = {}): UnlockStart {
      const { file, args, env } = command(argv, options);
      const child = spawn(file, args, {
        stdio: ['pipe', 'pipe', 'pipe'],
        timeout: 25_000,
        killSignal: 'SIGKILL',
        env,
      });
      children.push(child);
      child.stdin.on('error', () => undefined);
      child.stdin.end(options.input ?? '');
      return { child, ended: collect(child) };
    },
    /** The next question for a secret that was not seen yet. */
    secret: () => waitForQuestion(({ kind }) => kind !== 'method'),
    /** The next offer of other ways; a standing one, or one that has to be answered. */
    offer: (isStanding: boolean) =>
      waitForQuestion(
        (question) => question.kind === 'method' && question.isStanding === isStanding,
      ),
    /** Waits until the job is in this phase, now or before. */
    phase: async (phase: UnlockView['phase']): Promise<UnlockView> => {
      const { view } = await channel.waitFor(
        (event): event is JobEvent & { type: 'unlock' } =>
          event.type === 'unlock' && event.view.phase === phase,
      );
      return view;
    },
    views: () => channel.events.flatMap((event) => (event.type === 'unlock' ? [event.view] : [])),
    failures: () =>
      channel.events.flatMap((event) => (event.type === 'failure' ? [event.failure.code] : [])),
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await channel.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}
export type UnlockTest = Awaited<ReturnType<typeof openUnlockTest>>;

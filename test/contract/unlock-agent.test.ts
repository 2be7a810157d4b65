/**
 * The agent against the real thing: systemd-ask-password asks in a private mount namespace, and the
 * agent's own code answers through the real systemd-reply-password.
 */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collect } from '../helpers/lifeboat-cli.ts';
import { hasNamespaces } from '../helpers/unlock-namespace.ts';

const hasAsk = spawnSync('systemd-ask-password', ['--version']).status === 0;
const canRun = hasNamespaces && hasAsk;
const reason = canRun ? '' : ' (skipped: it needs user namespaces and systemd-ask-password)';
const agent = fileURLToPath(new URL('../../cli/unlock/password-agent.ts', import.meta.url));

/** Asks twice as two processes, and has the agent answer the questions of the first one only. */
const program = `
import { spawn } from 'node:child_process';
import { watchQuestions, replyToQuestion } from ${JSON.stringify(agent)};
const ask = (...more) => {
  const child = spawn('systemd-ask-password', ['--no-tty', ...more, 'Please enter security token PIN:'],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out }))) };
};
const ours = ask('--timeout=20');
const foreign = ask('--timeout=2');
const seen = [], gone = [], cleared = [];
const stop = await watchQuestions((question) => question.pid === ours.child.pid, {
  onQuestion: async (file, question) => {
    seen.push({ ...question, notAfterUsec: typeof question.notAfterUsec });
    if (MODE === 'cancel') return void (await replyToQuestion(question, null));
    const secret = Buffer.from('grün und 4711');
    await replyToQuestion(question, secret);
    secret.fill(0);
    cleared.push(secret.every((byte) => byte === 0));
    // Nobody asks any more: no failure.
    cleared.push((await replyToQuestion(question, Buffer.from('late'))).ok);
  },
  onGone: (file) => gone.push(file),
});
const result = await ours.ended;
const other = await foreign.ended;
await new Promise((resolve) => setTimeout(resolve, 700));
stop();
console.log(JSON.stringify({ result, other, seen, gone: gone.length, cleared }));
process.exit(0);
`;

interface Report {
  result: { code: number; out: string };
  other: { code: number; out: string };
  seen: { pid: number; message: string; notAfterUsec: string }[];
  gone: number;
  cleared: boolean[];
}

async function run(mode: 'answer' | 'cancel'): Promise<Report> {
  const text = program.replace('MODE', JSON.stringify(mode));
  const setup =
    'mount -t tmpfs tmpfs /run/systemd && mkdir /run/systemd/ask-password && exec "$0" --input-type=module --eval "$1"';
  const child = spawn(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-c', setup, process.execPath, text],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: 25_000, env: { PATH: process.env['PATH'] } },
  );
  const { stdout, stderr } = await collect(child);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

describe.skipIf(!canRun)(`the password agent${reason}`, () => {
  it('answers its own child, leaves the question of another alone, and forgets what has gone', async () => {
    const { result, other, seen, gone, cleared } = await run('answer');
    expect(result).toEqual({ code: 0, out: 'grün und 4711\n' });
    expect(other.code).not.toBe(0);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      message: 'Please enter security token PIN:',
      notAfterUsec: 'bigint',
    });
    expect([gone, cleared]).toEqual([1, [true, true]]);
  });

  it('cancels', async () => {
    const { result, seen } = await run('cancel');
    expect(result.code).not.toBe(0);
    expect(result.out).toBe('');
    expect(seen).toHaveLength(1);
  });
});

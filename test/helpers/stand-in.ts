/**
 * Plays a `lifeboat` command in an app test: what needs a real device is sent as the events that a
 * command of that kind sends. It is laid beside the application's `lifeboat`, which runs it first; a
 * command without a script goes on as the real one, and may be given the pace of a slower machine.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { JobEvent } from '../../core/contract/job.ts';

/** One step of a script: an event, an answer to wait for, or the time that a device takes. */
export type ScriptStep = JobEvent | { waitFor: string } | { pauseMs: number };
/** By the name of the command: its script, or the time that each step of the real one takes. */
export type Scripts = Partial<Record<string, ScriptStep[] | { stepMs: number }>>;

/** Set for the real command that was started here, which then plays nothing. */
const realVariable = 'LIFEBOAT_TEST_REAL';

/**
 * Runs the real command with a channel of its own before the one at `socketPath`, which passes on each
 * step that begins, and the result, as much later; its exit code, once everything is passed on.
 */
async function slowDown(argv: string[], stepMs: number, socketPath: string): Promise<number> {
  const path = `${socketPath}.${String(process.pid)}`;
  const server = createServer();
  const passedOn = (async () => {
    const [command] = (await once(server, 'connection')) as [Socket];
    server.close();
    const channel = connect(socketPath);
    channel.pipe(command);
    for await (const line of createInterface({ input: command })) {
      const event = JSON.parse(line) as JobEvent;
      const isBeginning = event.type === 'step' && event.state === 'running';
      if (isBeginning || event.type === 'result') await wait(stepMs);
      channel.write(`${line}\n`);
    }
    channel.end();
    await once(channel, 'close');
  })();
  server.listen(path);
  await once(server, 'listening');
  const real = spawn(process.execPath, argv, {
    stdio: 'inherit',
    env: { ...process.env, LIFEBOAT_CHANNEL: path, [realVariable]: '1' },
  });
  const [exitCode] = (await once(real, 'exit')) as [number | null];
  await passedOn;
  return exitCode ?? 1;
}

/**
 * Plays the script of the command in `argv`, the program's own path first, to the channel at
 * `socketPath`; the exit code, null where the real one goes on. Imported by the program that app.ts
 * writes.
 * @public
 */
export async function playScript(argv: string[], socketPath = ''): Promise<number | null> {
  const file = new URL('./scripts.json', import.meta.url);
  const scripts = JSON.parse(await readFile(file, 'utf8')) as Scripts;
  const script = scripts[argv[1] ?? ''];
  if (script === undefined || process.env[realVariable] !== undefined) return null;
  if (!Array.isArray(script)) return slowDown(argv, script.stepMs, socketPath);
  const socket = connect(socketPath);
  const answered = new Set<string>();
  const reader = createInterface({ input: socket }).on('line', (line) => {
    answered.add((JSON.parse(line) as { questionId: string }).questionId);
  });
  for (const step of script) {
    if ('type' in step) socket.write(`${JSON.stringify(step)}\n`);
    else if ('pauseMs' in step) await wait(step.pauseMs);
    else while (!answered.has(step.waitFor)) await once(reader, 'line');
  }
  socket.end();
  await once(socket, 'close');
  return 0;
}

/**
 * Plays a `lifeboat` command in an app test: what needs a real device is sent as the events that a
 * command of that kind sends. It is laid beside the application's `lifeboat`, which runs it first; a
 * command without a script goes on as the real one, and may be given the pace of a slower machine.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { JobEvent } from '../../core/contract/job.ts';

/** One step of a script: an event, an answer to wait for, or the time that a device takes. */
export type ScriptStep = JobEvent | { waitFor: string } | { pauseMs: number };
/** By the name of the command: its script, or the time that each step of the real one takes. */
export type Scripts = Partial<Record<string, ScriptStep[] | { stepMs: number }>>;

/**
 * Puts a channel of its own before the one at `socketPath`, which passes on each step that begins, and
 * the result, as much later; gives the path. The process lives until everything is passed on.
 */
async function slowDown(stepMs: number, socketPath: string): Promise<string> {
  const path = `${socketPath}.${String(process.pid)}`;
  const server = createServer((command) => {
    server.close();
    const channel = connect(socketPath);
    channel.pipe(command);
    let passedOn = Promise.resolve();
    const lines = createInterface({ input: command });
    lines.on('line', (line) => {
      const event = JSON.parse(line) as JobEvent;
      const isBeginning = event.type === 'step' && event.state === 'running';
      const takesTime = isBeginning || event.type === 'result';
      passedOn = passedOn
        .then(() => new Promise((wake) => setTimeout(wake, takesTime ? stepMs : 0)))
        .then(() => void channel.write(`${line}\n`));
    });
    lines.on('close', () => void passedOn.then(() => channel.end()));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

/**
 * Plays the script of `command` to the channel at `socketPath`; false where the real one goes on.
 * Imported by the program that app.ts writes.
 * @public
 */
export async function playScript(command = '', socketPath = ''): Promise<boolean> {
  const file = new URL('./scripts.json', import.meta.url);
  const scripts = JSON.parse(await readFile(file, 'utf8')) as Scripts;
  const script = scripts[command];
  if (script === undefined) return false;
  if (!Array.isArray(script)) {
    process.env['LIFEBOAT_CHANNEL'] = await slowDown(script.stepMs, socketPath);
    return false;
  }
  const socket = connect(socketPath);
  const answered = new Set<string>();
  const reader = createInterface({ input: socket }).on('line', (line) => {
    answered.add((JSON.parse(line) as { questionId: string }).questionId);
  });
  for (const step of script) {
    if ('type' in step) socket.write(`${JSON.stringify(step)}\n`);
    else if ('pauseMs' in step) await new Promise((wake) => setTimeout(wake, step.pauseMs));
    else while (!answered.has(step.waitFor)) await once(reader, 'line');
  }
  socket.end();
  await once(socket, 'close');
  return true;
}

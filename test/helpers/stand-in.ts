/**
 * Plays a `lifeboat` command in an app test: what needs a real device is sent as the events that a
 * command of that kind sends. It is laid beside the application's `lifeboat`, which runs it first; a
 * command without a script goes on as the real one.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { JobEvent } from '../../core/contract/job.ts';

/** One step of a script: an event, an answer to wait for, or the time that a device takes. */
export type ScriptStep = JobEvent | { waitFor: string } | { pauseMs: number };
/** Scripts by the name of the command. */
export type Scripts = Partial<Record<string, ScriptStep[]>>;

/** Plays the script of `command` to the channel at `socketPath`; false where it has none. */
export async function playScript(command = '', socketPath = ''): Promise<boolean> {
  const file = new URL('./scripts.json', import.meta.url);
  const scripts = JSON.parse(await readFile(file, 'utf8')) as Scripts;
  const script = scripts[command];
  if (script === undefined) return false;
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

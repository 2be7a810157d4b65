import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { status, type StatusName } from './status.ts';

const answerSchema = z.union([
  z.strictObject({ result: z.unknown() }),
  z.strictObject({ status: z.number() }),
  z.strictObject({ error: z.string() }),
]);

export interface Fido2Host {
  /** Runs a method of fido2-host.py: its result, or `{ status }` where the token refused; a defect there, or an unplugged token, throws. */
  call(op: string, request?: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

function nameOf(code: number): StatusName {
  const name = (Object.keys(status) as StatusName[]).find((key) => status[key] === code);
  if (name === undefined) throw new Error(`status 0x${code.toString(16)}, which no token sends`);
  return name;
}

/**
 * Starts python-fido2 on the token behind a socket. Debian's own Python, which has Debian's
 * packages, whatever else is called python3; PYTHONPATH may name another version of the library.
 */
export function startFido2Host(socketPath: string): Fido2Host {
  const script = fileURLToPath(new URL('fido2-host.py', import.meta.url));
  const child = spawn('/usr/bin/python3', [script, socketPath], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise((resolve) => child.on('close', resolve));
  return {
    call: async (op, request = {}) => {
      child.stdin.write(`${JSON.stringify({ op, ...request })}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`python-fido2 has ended: ${stderr}`);
      const answer = answerSchema.parse(JSON.parse(line.value));
      if ('error' in answer) throw new Error(answer.error);
      return 'status' in answer ? { status: nameOf(answer.status) } : answer.result;
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** A Chrome DevTools Protocol client over the two pipes of --remote-debugging-pipe. */
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
  sessionId: z.string().optional(),
});

export interface CdpEvent {
  method: string;
  params: unknown;
  sessionId: string | undefined;
}

export class Cdp {
  readonly #output: Writable;
  readonly #waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #listeners = new Set<(event: CdpEvent) => void>();
  #partial: Buffer[] = [];
  #lastId = 0;

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    input.on('data', (chunk: Buffer) => {
      this.#split(chunk);
    });
    const end = (): void => {
      this.#rejectAll('the browser has gone');
    };
    input.on('close', end).on('error', end);
    output.on('error', end);
  }

  /** Sends a command and resolves with its result; rejects with the browser's message. */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (!this.#output.writable) {
        reject(new Error('the browser has gone'));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  on(listener: (event: CdpEvent) => void): void {
    this.#listeners.add(listener);
  }

  #split(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      this.#partial.push(chunk.subarray(start, end));
      this.#receive(Buffer.concat(this.#partial).toString());
      this.#partial = [];
      start = end + 1;
    }
    if (start < chunk.length) this.#partial.push(chunk.subarray(start));
  }

  #receive(text: string): void {
    const { id, method, params, result, error, sessionId } = messageSchema.parse(JSON.parse(text));
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(result);
    } else if (method !== undefined) {
      for (const listener of this.#listeners) listener({ method, params, sessionId });
    }
  }

  #rejectAll(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}

import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Cdp, type CdpEvent } from './cdp.ts';

function connect() {
  const commands = new PassThrough();
  const answers = new PassThrough();
  const sent: { id: number; method: string }[] = [];
  commands.on('data', (chunk: Buffer) => {
    for (const text of chunk.toString().split('\0').filter(Boolean)) {
      sent.push(JSON.parse(text) as { id: number; method: string });
    }
  });
  return { cdp: new Cdp(commands, answers), answers, sent };
}

describe('Cdp', () => {
  it('matches answers to commands, however the stream is cut', async () => {
    const { cdp, answers, sent } = connect();
    const first = cdp.send('A');
    const second = cdp.send('B');
    expect(sent.map(({ method }) => method)).toEqual(['A', 'B']);
    const text = `{"id":2,"error":{"message":"no"}}\0{"id":1,"result":{"a":"ä"}}\0`;
    for (const byte of Buffer.from(text)) answers.write(Buffer.from([byte]));
    await expect(second).rejects.toThrow('no');
    await expect(first).resolves.toEqual({ a: 'ä' });
  });

  it('hands events to its listeners', async () => {
    const { cdp, answers } = connect();
    const event = new Promise<CdpEvent>((resolve) => cdp.on(resolve));
    answers.write('{"method":"M","params":{"x":1},"sessionId":"s"}\0');
    expect(await event).toEqual({ method: 'M', params: { x: 1 }, sessionId: 's' });
  });

  it('rejects what is under way when the browser goes', async () => {
    const { cdp, answers } = connect();
    const waiting = cdp.send('A');
    answers.destroy();
    await expect(waiting).rejects.toThrow('the browser has gone');
  });
});

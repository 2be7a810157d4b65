import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CtapHidDevice } from './ctaphid-device.ts';
import {
  broadcastChannel,
  formatReports,
  hidCommand,
  hidError,
  parseReport,
  type HidMessage,
} from './ctaphid-message.ts';

/** A device whose handler echoes when it is told to, and the messages that it sent. */
function createDevice() {
  const handler = {
    finish: (_response: Uint8Array) => {},
    handle: vi.fn((_request: Uint8Array) => {
      return new Promise<Uint8Array>((resolve) => (handler.finish = resolve));
    }),
    person: { isAwaited: false, cancel: vi.fn() },
  };
  const reports: Buffer[] = [];
  const device = new CtapHidDevice(handler, (report) => reports.push(report));
  const send = (message: HidMessage) => {
    for (const report of formatReports(message)) device.receive(report);
  };
  const read = () => reports.splice(0).map(parseReport);
  const open = () => {
    send({ channel: broadcastChannel, command: hidCommand.init, data: Buffer.from('12345678') });
    const report = read()[0]!;
    expect(report.data.toString('utf8', 0, 8)).toBe('12345678');
    return report.data.readUInt32BE(8);
  };
  return { handler, device, reports, send, read, open };
}

const cbor = (channel: number, data = Buffer.from([4])) => ({
  ...{ channel, command: hidCommand.cbor, data },
});
const failure = (name: keyof typeof hidError, channel: number) => ({
  channel,
  command: hidCommand.error,
  data: Buffer.concat([Buffer.from([hidError[name]]), Buffer.alloc(56)]),
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('CtapHidDevice', () => {
  it('gives each host a channel and tells what it can do', () => {
    const { send, read, open } = createDevice();
    const [first, second] = [open(), open()];
    expect(second).not.toBe(first);
    send({ channel: first, command: hidCommand.init, data: Buffer.from('abcdefgh') });
    const { data } = read()[0]!;
    expect(data.readUInt32BE(8)).toBe(first);
    expect([...data.subarray(12, 17)]).toEqual([2, 1, 0, 0, 0x0d]);
  });

  it.each([0, 57, 58, 59, 116, 117, 1200, 7609])('echoes a ping of %i bytes whole', (length) => {
    const { send, reports, open } = createDevice();
    const channel = open();
    const data = Buffer.from(Array.from({ length }, (_, index) => index % 251));
    send({ channel, command: hidCommand.ping, data });
    expect(reports).toEqual(formatReports({ channel, command: hidCommand.ping, data }));
    expect(reports).toHaveLength(length <= 57 ? 1 : 1 + Math.ceil((length - 57) / 59));
  });

  it('hands a command over and sends its answer', async () => {
    const { handler, send, read, open } = createDevice();
    const channel = open();
    send(cbor(channel, Buffer.alloc(300, 7)));
    expect(handler.handle).toHaveBeenCalledExactlyOnceWith(Buffer.alloc(300, 7));
    handler.finish(Buffer.from([0, 1, 2]));
    await vi.advanceTimersByTimeAsync(0);
    expect(read()).toMatchObject([{ channel, command: hidCommand.cbor, totalBytes: 3 }]);
  });

  it('keeps the host informed of what it waits for', async () => {
    const { handler, send, read, open } = createDevice();
    const channel = open();
    send(cbor(channel));
    await vi.advanceTimersByTimeAsync(100);
    handler.person.isAwaited = true;
    await vi.advanceTimersByTimeAsync(100);
    handler.finish(Buffer.from([0]));
    await vi.advanceTimersByTimeAsync(1000);
    const sent = read().map((report) => [
      report.kind === 'first' && report.command,
      report.data[0],
    ]);
    expect(sent).toEqual([
      [hidCommand.keepalive, 1],
      [hidCommand.keepalive, 2],
      [hidCommand.cbor, 0],
    ]);
  });

  it('is busy for others while it works, but gives them a channel', () => {
    const { send, read, open } = createDevice();
    const [first, second] = [open(), open()];
    send(cbor(first));
    send(cbor(second));
    expect(read()).toMatchObject([failure('channelBusy', second)]);
    expect(open()).toBeGreaterThan(second);
  });

  it('cancels for the channel that waits, and for no other', () => {
    const { handler, send, open } = createDevice();
    const [first, second] = [open(), open()];
    send(cbor(first));
    send({ channel: second, command: hidCommand.cancel, data: Buffer.alloc(0) });
    expect(handler.person.cancel).not.toHaveBeenCalled();
    send({ channel: first, command: hidCommand.cancel, data: Buffer.alloc(0) });
    expect(handler.person.cancel).toHaveBeenCalledOnce();
  });

  it('starts over at INIT, and keeps the old answer to itself', async () => {
    const { handler, send, read, open } = createDevice();
    const channel = open();
    send(cbor(channel));
    const old = handler.finish;
    send({ channel, command: hidCommand.init, data: Buffer.from('12345678') });
    expect(handler.person.cancel).toHaveBeenCalledOnce();
    expect(read()).toMatchObject([{ command: hidCommand.init }]);
    old(Buffer.from([0x2d]));
    await vi.advanceTimersByTimeAsync(500);
    expect(read()).toEqual([]);
  });

  it.each([
    ['an unknown command', 'invalidCommand', (channel: number) => ({ channel, command: 0x33 })],
    ['an unknown channel', 'invalidChannel', () => ({ channel: 99, command: hidCommand.cbor })],
    [
      'broadcast',
      'invalidChannel',
      () => ({ channel: broadcastChannel, command: hidCommand.cbor }),
    ],
    ['a nonce that is too short', 'invalidLength', (channel: number) => ({ channel, command: 6 })],
  ] as const)('refuses %s', (_name, error, make) => {
    const { send, read, open } = createDevice();
    const message = { data: Buffer.alloc(0), ...make(open()) };
    send(message);
    expect(read()).toMatchObject([failure(error, message.channel)]);
  });

  it('refuses parts in the wrong order', () => {
    const { device, read, open } = createDevice();
    const channel = open();
    const [first, , third] = formatReports(cbor(channel, Buffer.alloc(300)));
    device.receive(first!);
    device.receive(third!);
    expect(read()).toMatchObject([failure('invalidSequence', channel)]);
  });

  it('gives up a message whose rest does not come', async () => {
    const { device, read, open } = createDevice();
    const channel = open();
    device.receive(formatReports(cbor(channel, Buffer.alloc(300)))[0]!);
    await vi.advanceTimersByTimeAsync(500);
    expect(read()).toMatchObject([failure('messageTimeout', channel)]);
  });

  it('refuses a message that is longer than any may be', () => {
    const { device, read, open } = createDevice();
    const channel = open();
    const report = formatReports(cbor(channel))[0]!;
    report.writeUInt16BE(7610, 5);
    device.receive(report);
    expect(read()).toMatchObject([failure('invalidLength', channel)]);
  });
});

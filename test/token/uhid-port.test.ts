import { describe, expect, it, vi } from 'vitest';
import { maxEventBytes, uhidType } from './uhid-event.ts';
import { openUhid, plugInto, type UhidFile } from './uhid-port.ts';

/** The kernel's side of an open /dev/uhid: says that the device has gone when it is destroyed. */
function createKernel(hasDriver = true) {
  const written: Buffer[] = [];
  let wake: (event: Buffer) => void = () => {};
  const tell = (type: number, fill: (event: Buffer) => void = () => {}) => {
    const event = Buffer.alloc(maxEventBytes);
    event.writeUInt32LE(type, 0);
    fill(event);
    wake(event);
    return vi.waitFor(() => {});
  };
  const file = {
    read: () => new Promise<Buffer>((resolve) => (wake = resolve)),
    write: (event: Buffer) => {
      written.push(event);
      const type = event.readUInt32LE(0);
      const stop = 3;
      if (type === uhidType.create2 && hasDriver) setTimeout(() => void tell(uhidType.start));
      if (type === uhidType.destroy) void tell(stop);
    },
    close: vi.fn(() => Promise.resolve()),
  } satisfies UhidFile;
  const types = () => written.map((event) => event.readUInt32LE(0));
  return { file, tell, types };
}

const createEvents = () => ({ onOpen: vi.fn(), onClose: vi.fn(), onReport: vi.fn() });
const identity = { name: 'a token', serial: 'first' };

describe('plugInto', () => {
  it('tells what the host does', async () => {
    const { file, tell } = createKernel();
    const events = createEvents();
    await plugInto(file, identity, events);
    await tell(uhidType.open);
    await tell(uhidType.output, (event) => {
      event.fill(0xaa, 5, 69);
      event.writeUInt16LE(65, 4100);
    });
    await tell(uhidType.close);
    expect(events.onOpen).toHaveBeenCalledOnce();
    expect(events.onReport).toHaveBeenCalledExactlyOnceWith(Buffer.alloc(64, 0xaa));
    expect(events.onClose).toHaveBeenCalledOnce();
  });

  it('makes the device, sends, refuses control requests, and takes the device away', async () => {
    const { file, tell, types } = createKernel();
    const port = await plugInto(file, identity, createEvents());
    port.send(Buffer.alloc(64));
    await tell(uhidType.getReport);
    await port.unplug();
    expect(file.close).toHaveBeenCalledOnce();
    port.send(Buffer.alloc(64));
    expect(types()).toEqual([
      ...[uhidType.create2, uhidType.input2, uhidType.getReportReply, uhidType.destroy],
    ]);
  });
});

it('says that no driver takes the device', async () => {
  vi.useFakeTimers();
  try {
    const plugged = plugInto(createKernel(false).file, identity, createEvents());
    const refused = expect(plugged).rejects.toThrow('no driver');
    await vi.advanceTimersByTimeAsync(20_000);
    await refused;
  } finally {
    vi.useRealTimers();
  }
});

it('openUhid says that uhid is missing', async () => {
  const opened = openUhid('/nonexistent/uhid')(identity, createEvents());
  await expect(opened).rejects.toThrow('ENOENT');
});

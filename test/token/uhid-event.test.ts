import { describe, expect, it } from 'vitest';
import { formatCreate, formatDestroy, formatInput, parseEvent } from './uhid-event.ts';

/** Offsets are those of the packed structures in linux/uhid.h. */
describe('formatCreate', () => {
  const event = formatCreate({ name: 'Lifeboat test token first', serial: 'first' });

  it('names the device and says that it is on USB', () => {
    expect(event.readUInt32LE(0)).toBe(11);
    expect(event.toString('utf8', 4, 29)).toBe('Lifeboat test token first');
    expect(event.toString('utf8', 196, 201)).toBe('first');
    expect(event.readUInt16LE(262)).toBe(3);
  });

  it('carries the report descriptor of CTAP 2.1, 11.2.8.1', () => {
    const length = event.readUInt16LE(260);
    expect(event.subarray(280)).toHaveLength(length);
    expect(event.toString('hex', 280)).toBe(
      '06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0',
    );
  });

  it('cuts a name that is too long for its place', () => {
    const long = formatCreate({ name: 'x'.repeat(200), serial: 'y'.repeat(200) });
    expect([long[4 + 127], long[132 + 63], long[196 + 63]]).toEqual([0, 0, 0]);
  });
});

describe('parseEvent', () => {
  const output = (size: number) => {
    const event = Buffer.alloc(4380);
    event.writeUInt32LE(6, 0);
    event.fill(0xaa, 4 + (size - 64), 4 + size);
    event.writeUInt16LE(size, 4100);
    return event;
  };

  it.each([64, 65])('takes a report of 64 bytes out of %i', (size) => {
    expect(parseEvent(output(size))).toEqual({ kind: 'report', report: Buffer.alloc(64, 0xaa) });
  });

  it.each([
    [9, '0a000000070000000500', 12],
    [13, '0e000000070000000500', 10],
  ])('refuses the control request %i', (type, reply, bytes) => {
    const event = Buffer.alloc(4380);
    event.writeUInt32LE(type, 0);
    event.writeUInt32LE(7, 4);
    const parsed = parseEvent(event);
    const refusal = parsed.kind === 'request' ? parsed.refusal : Buffer.alloc(0);
    expect(refusal).toHaveLength(bytes);
    expect(refusal.toString('hex', 0, 10)).toBe(reply);
  });

  it.each([
    [4, 'open'],
    [5, 'close'],
    [2, 'start'],
    [3, 'other'],
  ])('knows event %i', (type, kind) => {
    const event = Buffer.alloc(4380);
    event.writeUInt32LE(type, 0);
    expect(parseEvent(event)).toEqual({ kind });
  });
});

it('brings reports and goodbyes to the kernel', () => {
  expect(formatInput(Buffer.from([1, 2])).toString('hex')).toBe('0c00000002000102');
  expect(formatDestroy().toString('hex')).toBe('01000000');
});

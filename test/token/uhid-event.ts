import { reportBytes } from './ctaphid-message.ts';

/** Types of `struct uhid_event`, linux/uhid.h. */
export const uhidType = {
  destroy: 1,
  start: 2,
  open: 4,
  close: 5,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;

/** The largest event: a type, and a report of 4096 bytes with a size and a kind. */
export const maxEventBytes = 4380;

const dataBytes = 4096;
const busUsb = 3;
const ioError = 5;

/**
 * One FIDO application (usage page 0xf1d0) with one input and one output report of 64 bytes:
 * CTAP 2.1, 11.2.8.1.
 */
// prettier-ignore
const reportDescriptor = Buffer.from([
  0x06, 0xd0, 0xf1,             // usage page: FIDO alliance
  0x09, 0x01,                   // usage: authenticator
  0xa1, 0x01,                   // collection: application
  0x09, 0x20,                   // usage: data in
  0x15, 0x00, 0x26, 0xff, 0x00, // values from 0 to 255
  0x75, 0x08, 0x95, reportBytes,
  0x81, 0x02,                   // input
  0x09, 0x21,                   // usage: data out
  0x15, 0x00, 0x26, 0xff, 0x00,
  0x75, 0x08, 0x95, reportBytes,
  0x91, 0x02,                   // output
  0xc0,                         // end of collection
]);

export interface Identity {
  name: string;
  serial: string;
}

/** The event that makes the device. The bus must be USB, or libfido2 passes the device over. */
export function formatCreate({ name, serial }: Identity): Buffer {
  const at = { name: 4, phys: 132, uniq: 196, size: 260, bus: 262, vendor: 264, product: 268 };
  const descriptorAt = 280;
  const event = Buffer.alloc(descriptorAt + reportDescriptor.length);
  event.writeUInt32LE(uhidType.create2, 0);
  event.write(name.slice(0, 127), at.name);
  event.write(`lifeboat/${serial}`.slice(0, 63), at.phys);
  event.write(serial.slice(0, 63), at.uniq);
  event.writeUInt16LE(reportDescriptor.length, at.size);
  event.writeUInt16LE(busUsb, at.bus);
  // pid.codes: for prototypes.
  event.writeUInt32LE(0x1209, at.vendor);
  event.writeUInt32LE(0x0001, at.product);
  event.set(reportDescriptor, descriptorAt);
  return event;
}

/** The event that brings one report to the host. */
export function formatInput(report: Uint8Array): Buffer {
  const event = Buffer.alloc(6 + report.length);
  event.writeUInt32LE(uhidType.input2, 0);
  event.writeUInt16LE(report.length, 4);
  event.set(report, 6);
  return event;
}

export function formatDestroy(): Buffer {
  const event = Buffer.alloc(4);
  event.writeUInt32LE(uhidType.destroy, 0);
  return event;
}

export type UhidEvent =
  /** `start`: a driver has taken the device. */
  | { kind: 'start' | 'open' | 'close' | 'other' }
  | { kind: 'report'; report: Buffer }
  /** A request on the control pipe, which a token has no use for; `refusal` is to be written back. */
  | { kind: 'request'; refusal: Buffer };

function formatRefusal(type: number, id: number): Buffer {
  const isGet = type === uhidType.getReport;
  const reply = Buffer.alloc(isGet ? 12 : 10);
  reply.writeUInt32LE(isGet ? uhidType.getReportReply : uhidType.setReportReply, 0);
  reply.writeUInt32LE(id, 4);
  reply.writeUInt16LE(ioError, 8);
  return reply;
}

/** Reads an event of the kernel. */
export function parseEvent(event: Buffer): UhidEvent {
  const type = event.readUInt32LE(0);
  switch (type) {
    case uhidType.start:
      return { kind: 'start' };
    case uhidType.open:
      return { kind: 'open' };
    case uhidType.close:
      return { kind: 'close' };
    case uhidType.output: {
      const size = event.readUInt16LE(4 + dataBytes);
      // hidraw writes the number of the report, 0, in front of it.
      const skipped = size === reportBytes + 1 ? 1 : 0;
      return { kind: 'report', report: Buffer.from(event.subarray(4 + skipped, 4 + size)) };
    }
    case uhidType.getReport:
    case uhidType.setReport:
      return { kind: 'request', refusal: formatRefusal(type, event.readUInt32LE(4)) };
    default:
      return { kind: 'other' };
  }
}

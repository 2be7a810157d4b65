/** What goes over USB, CTAP 2.1 section 11.2: messages in reports of 64 bytes. */
export const reportBytes = 64;
export const broadcastChannel = 0xffffffff;

const initHeaderBytes = 7;
const continuationHeaderBytes = 5;
const initFlag = 0x80;
/** One report of the first kind and 128 of the second. */
export const maxMessageBytes =
  reportBytes - initHeaderBytes + 128 * (reportBytes - continuationHeaderBytes);

export const hidCommand = {
  ping: 0x01,
  init: 0x06,
  wink: 0x08,
  cbor: 0x10,
  cancel: 0x11,
  keepalive: 0x3b,
  error: 0x3f,
} as const;

export const hidError = {
  invalidCommand: 0x01,
  invalidLength: 0x03,
  invalidSequence: 0x04,
  messageTimeout: 0x05,
  channelBusy: 0x06,
  invalidChannel: 0x0b,
} as const;

export type HidErrorName = keyof typeof hidError;

export interface HidMessage {
  channel: number;
  command: number;
  data: Buffer;
}

/** A report as it was received: the first of a message, or one that continues it. */
export type Report =
  | { kind: 'first'; channel: number; command: number; totalBytes: number; data: Buffer }
  | { kind: 'next'; channel: number; sequence: number; data: Buffer };

/** Reads one report; a short one counts as filled with zeros. */
export function parseReport(bytes: Uint8Array): Report {
  const report = Buffer.alloc(reportBytes);
  report.set(bytes.subarray(0, reportBytes));
  const channel = report.readUInt32BE(0);
  const kind = report.readUInt8(4);
  return (kind & initFlag) === 0
    ? { kind: 'next', channel, sequence: kind, data: report.subarray(continuationHeaderBytes) }
    : {
        kind: 'first',
        ...{ channel, command: kind & ~initFlag, totalBytes: report.readUInt16BE(5) },
        data: report.subarray(initHeaderBytes),
      };
}

/** Cuts a message into reports. */
export function formatReports({ channel, command, data }: HidMessage): Buffer[] {
  const first = Buffer.alloc(reportBytes);
  first.writeUInt32BE(channel, 0);
  first.writeUInt8(command | initFlag, 4);
  first.writeUInt16BE(data.length, 5);
  first.set(data.subarray(0, reportBytes - initHeaderBytes), initHeaderBytes);
  const reports = [first];
  for (let at = reportBytes - initHeaderBytes; at < data.length;) {
    const next = Buffer.alloc(reportBytes);
    next.writeUInt32BE(channel, 0);
    next.writeUInt8(reports.length - 1, 4);
    const part = data.subarray(at, at + reportBytes - continuationHeaderBytes);
    next.set(part, continuationHeaderBytes);
    at += part.length;
    reports.push(next);
  }
  return reports;
}

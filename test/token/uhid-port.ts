import { close, openSync, read, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { HostEvents, OpenPort, Port } from './port.ts';
import {
  formatCreate,
  formatDestroy,
  formatInput,
  maxEventBytes,
  parseEvent,
  type Identity,
} from './uhid-event.ts';

const readFrom = promisify(read);
const closeFile = promisify(close);

/** An open /dev/uhid: each read and each write is one event. */
export interface UhidFile {
  read(): Promise<Buffer>;
  write(event: Buffer): void;
  close(): Promise<void>;
}

function openFile(path: string): UhidFile {
  const file = openSync(path, 'r+');
  const buffer = Buffer.alloc(maxEventBytes);
  return {
    read: async () => {
      await readFrom(file, buffer, 0, buffer.length, null);
      return buffer;
    },
    write: (event) => {
      writeSync(file, event);
    },
    close: () => closeFile(file),
  };
}

/** Udev has to load the driver first, which takes seconds in an emulated machine. */
const driverTimeoutMs = 20_000;

/** Makes a device of the file; fails if no driver takes it, for then nothing ever wakes the reader. */
export async function plugInto(
  file: UhidFile,
  identity: Identity,
  events: HostEvents,
): Promise<Port> {
  file.write(formatCreate(identity));
  let isPlugged = true;
  let onStart: () => void = () => undefined;
  const listen = async () => {
    for (;;) {
      const event = parseEvent(await file.read());
      // The last event, that the device has gone, is what wakes the reader.
      if (!isPlugged) return;
      if (event.kind === 'start') onStart();
      if (event.kind === 'open') events.onOpen();
      if (event.kind === 'close') events.onClose();
      if (event.kind === 'report') events.onReport(event.report);
      if (event.kind === 'request') file.write(event.refusal);
    }
  };
  const listening = listen();
  await new Promise<void>((resolve, reject) => {
    const failure = new Error('no driver took the device: is hid-generic there?');
    const timer = setTimeout(reject, driverTimeoutMs, failure);
    onStart = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return {
    send: (report) => {
      if (isPlugged) file.write(formatInput(report));
    },
    unplug: async () => {
      isPlugged = false;
      file.write(formatDestroy());
      await listening;
      await file.close();
    },
  };
}

/**
 * Plugs devices into the kernel through uhid (linux/uhid.h); fails where `path` is not there or not
 * permitted. Each plugged device keeps one of Node's four threads for files waiting.
 */
export function openUhid(path = '/dev/uhid'): OpenPort {
  return async (identity, events) => plugInto(openFile(path), identity, events);
}

import { close, openSync, read, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { OpenPort } from './port.ts';
import {
  formatCreate,
  formatDestroy,
  formatInput,
  maxEventBytes,
  parseEvent,
} from './uhid-event.ts';

const readFrom = promisify(read);
const closeFile = promisify(close);

/**
 * Plugs a device into the kernel through uhid (linux/uhid.h); throws where `path` is not there or
 * not permitted. Each plugged device keeps one of Node's four threads for files waiting.
 */
export function openUhid(path = '/dev/uhid'): OpenPort {
  return async (identity, events) => {
    const file = openSync(path, 'r+');
    writeSync(file, formatCreate(identity));
    let isPlugged = true;
    const listen = async () => {
      const buffer = Buffer.alloc(maxEventBytes);
      for (;;) {
        await readFrom(file, buffer, 0, buffer.length, null);
        // The reader's last event is that the device has gone, and is of no interest.
        if (!isPlugged) return;
        const event = parseEvent(buffer);
        if (event.kind === 'open') events.onOpen();
        if (event.kind === 'close') events.onClose();
        if (event.kind === 'report') events.onReport(event.report);
        if (event.kind === 'request') writeSync(file, event.refusal);
      }
    };
    const listening = listen();
    return Promise.resolve({
      send: (report) => {
        if (isPlugged) writeSync(file, formatInput(report));
      },
      unplug: async () => {
        isPlugged = false;
        writeSync(file, formatDestroy());
        await listening;
        await closeFile(file);
      },
    });
  };
}

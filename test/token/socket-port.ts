import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { reportBytes } from './ctaphid-message.ts';
import type { OpenPort } from './port.ts';

/**
 * Plugs a device into a Unix socket `folder/SERIAL.hid`, for hosts without uhid: whoever connects
 * has opened the device, and reports go both ways in 64 bytes each.
 */
export function openSocketPorts(folder: string): OpenPort {
  return async ({ serial }, events) => {
    const path = join(folder, `${serial}.hid`);
    const hosts = new Set<Socket>();
    const server = createServer((host) => {
      hosts.add(host);
      events.onOpen();
      let received = Buffer.alloc(0);
      host.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        while (received.length >= reportBytes) {
          events.onReport(received.subarray(0, reportBytes));
          received = received.subarray(reportBytes);
        }
      });
      host.on('error', () => undefined);
      host.on('close', () => {
        hosts.delete(host);
        if (hosts.size === 0) events.onClose();
      });
    });
    await rm(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    return {
      send: (report) => {
        for (const host of hosts) host.write(report);
      },
      unplug: async () => {
        for (const host of hosts) host.destroy();
        await new Promise((resolve) => server.close(resolve));
      },
    };
  };
}

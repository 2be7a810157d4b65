import type { QmpClient } from './qmp.ts';

/**
 * Plugs a USB stick in: the raw disk image `file`. A machine can't be brought back to a snapshot that
 * was saved without it.
 */
export async function plugStick(qmp: QmpClient, file: string): Promise<void> {
  const disk = { driver: 'raw', 'node-name': 'stick', file: { driver: 'file', filename: file } };
  await qmp.execute('blockdev-add', disk);
  await qmp.execute('device_add', {
    ...{ driver: 'usb-storage', id: 'stick', drive: 'stick', removable: true },
  });
}

import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createUki } from '../../test/helpers/uki.ts';

export interface BigMachineSize {
  disks: number;
  partitionsPerDisk: number;
  entries: number;
  extensions: number;
}

export interface BigMachine {
  /** What lsblk --sysroot reads: sysfs, mountinfo, and device nodes as texts. */
  sysroot: string;
  esp: string;
  extensions: string;
}

async function write(path: string, text: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Where the machine has its ESP mounted. */
export const espPlace = '/boot/efi';

const espType = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const rootType = '4f68bce3-e8cd-4db1-96e7-fbcaf984b709';
const pad = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

interface Device {
  name: string;
  number: string;
  folder: string;
  sysfs: Record<string, string>;
  udev: Record<string, string>;
}

async function addDevice(sysroot: string, device: Device): Promise<void> {
  const { name, number, folder, sysfs, udev } = device;
  const own = join(sysroot, 'sys/devices', folder);
  for (const [file, text] of Object.entries({ dev: number, ro: '0', ...sysfs })) {
    await write(join(own, file), `${text}\n`);
  }
  await mkdir(join(own, 'holders'), { recursive: true });
  await symlink(`../../devices/${folder}`, join(sysroot, 'sys/dev/block', number));
  const lines = Object.entries(udev).map(([key, value]) => `${key}=${value}\n`);
  await write(join(sysroot, 'dev', name), lines.join(''));
}

/** sysfs and device texts of the disks; the very first partition is the ESP, mounted at espPlace. */
async function addDisks(sysroot: string, size: BigMachineSize): Promise<void> {
  for (const folder of ['sys/block', 'sys/dev/block']) {
    await mkdir(join(sysroot, folder), { recursive: true });
  }
  await write(
    join(sysroot, 'proc/self/mountinfo'),
    `29 1 259:1 / ${espPlace} ro - vfat /dev/nvme0n1p1 ro\n`,
  );
  for (let disk = 0; disk < size.disks; disk += 1) {
    const name = `nvme${String(disk)}n1`;
    const minor = disk * (size.partitionsPerDisk + 1);
    await addDevice(sysroot, {
      name,
      number: `259:${String(minor)}`,
      folder: name,
      sysfs: { size: '2097152', removable: '0', uevent: `DEVNAME=${name}\nDEVTYPE=disk` },
      udev: { ID_PART_TABLE_TYPE: 'gpt', ID_SERIAL_SHORT: `S${pad(disk, 6)}` },
    });
    await symlink(`../devices/${name}`, join(sysroot, 'sys/block', name));
    for (let part = 1; part <= size.partitionsPerDisk; part += 1) {
      const own = `${name}p${String(part)}`;
      const isEsp = disk === 0 && part === 1;
      await addDevice(sysroot, {
        name: own,
        number: `259:${String(minor + part)}`,
        folder: `${name}/${own}`,
        sysfs: {
          size: '65536',
          start: String(2048 + part * 65536),
          partition: String(part),
          uevent: `DEVNAME=${own}\nDEVTYPE=partition\nPARTN=${String(part)}`,
        },
        udev: {
          ID_FS_TYPE: isEsp ? 'vfat' : 'erofs',
          ID_FS_UUID: `00000000-0000-4000-8000-${pad(disk * 64 + part, 12)}`,
          ID_PART_ENTRY_NAME: isEsp ? 'esp' : `demo_0.${String(disk * 64 + part)}`,
          ID_PART_ENTRY_TYPE: isEsp ? espType : rootType,
          ID_PART_ENTRY_UUID: `00000000-0000-4000-9000-${pad(disk * 64 + part, 12)}`,
        },
      });
    }
  }
}

/** Writes a machine with many disks, boot files and extensions below `folder`. */
export async function createBigMachine(folder: string, size: BigMachineSize): Promise<BigMachine> {
  const [sysroot, esp, extensions] = ['sysroot', 'esp', 'extensions'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await addDisks(sysroot, size);
  await write(join(esp, 'loader/loader.conf'), 'timeout 2\n');
  for (let i = 0; i < size.entries; i += 1) {
    const version = `1.${String(i)}`;
    const uki = createUki({ id: 'demo', version, title: `Demo ${version}` });
    await write(join(esp, `EFI/Linux/demo_${version}+3.efi`), uki);
  }
  for (let i = 0; i < size.extensions; i += 1) {
    const name = `tools-${String(i)}`;
    await write(
      join(extensions, name, 'usr/lib/extension-release.d', `extension-release.${name}`),
      `ID=demo\nVERSION_ID=1.${String(i % size.entries)}\n`,
    );
  }
  return { sysroot, esp, extensions };
}

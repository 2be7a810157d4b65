import { join } from 'node:path';
import type { Accelerator } from './kvm.ts';
import { soundDriver, windowDisplay } from './qemu.ts';
import { tpmArguments } from './tpm.ts';

export interface Hardware {
  accelerator: Accelerator;
  memoryMiB?: number;
  /** Gives the machine a security chip: tpm.ts. */
  hasTpm?: boolean;
  /** Shows the screen in a window, with sound where the host has a sound server. */
  window?: boolean;
  /** Words added to each UKI's kernel command line (systemd-stub(7), SMBIOS type 11). */
  kernelWords?: string;
  extraArguments?: string[];
}

export interface Places {
  runDir: string;
  socketDir: string;
  firmware: string;
  toolsTree: string;
}

const defaultMemoryMiB = 2048;

/** The channels that the test profile's guest serves; each is a Unix socket of the last word. */
const guestPorts = ['lifeboat.shell', 'lifeboat.journal', 'lifeboat.speech'];

function socketChannel(id: string, path: string): string[] {
  return ['-chardev', `socket,id=${id},path=${path},server=on,wait=off`];
}

function portArguments(socketDir: string): string[] {
  return guestPorts.flatMap((name) => {
    const id = name.replace('lifeboat.', '');
    return [
      ...socketChannel(id, join(socketDir, id)),
      ...['-device', `virtserialport,chardev=${id},name=${name}`],
    ];
  });
}

function screenArguments(hardware: Hardware, toolsTree: string): string[] {
  const display = hardware.window === true ? windowDisplay(toolsTree) : undefined;
  if (display === undefined) return ['-display', 'none'];
  const driver = soundDriver(toolsTree);
  const sound =
    driver === undefined
      ? []
      : [
          ...['-audiodev', `${driver},id=sound`],
          ...['-device', 'intel-hda', '-device', 'hda-duplex,audiodev=sound'],
        ];
  return ['-display', display, ...sound];
}

function acceleratorArguments(accelerator: Accelerator): string[] {
  return accelerator === 'kvm'
    ? ['-accel', 'kvm', '-cpu', 'host']
    : ['-accel', 'tcg,thread=multi', '-cpu', 'max,la57=off'];
}

/**
 * An emulated processor does not speculate, yet pays for what guards against it; this and a page
 * table with four levels instead of five make a start a fifth shorter.
 */
const emulatedWords = 'mitigations=off';

function wordArguments({ accelerator, kernelWords = '' }: Hardware): string[] {
  const words = accelerator === 'tcg' ? `${emulatedWords} ${kernelWords}`.trim() : kernelWords;
  if (words === '') return [];
  const value = `io.systemd.stub.kernel-cmdline-extra=${words.replaceAll(',', ',,')}`;
  return ['-smbios', `type=11,value=${value}`];
}

/**
 * QEMU's arguments for one ordinary UEFI machine: q35, two processors, virtio disk and screen, USB
 * keyboard and tablet. It starts paused (-S), so that nothing is said before somebody listens. What
 * the guest flushes is in the host's memory (cache=unsafe), where the end of QEMU leaves it alone.
 */
export function buildArguments(hardware: Hardware, places: Places): string[] {
  const { runDir, socketDir, firmware, toolsTree } = places;
  return [
    ...['-nodefaults', '-no-user-config', '-S', '-L', join(toolsTree, 'usr/share/qemu')],
    ...['-L', join(toolsTree, 'usr/share/seabios')],
    ...['-machine', 'q35', ...acceleratorArguments(hardware.accelerator)],
    ...['-smp', '2', '-m', String(hardware.memoryMiB ?? defaultMemoryMiB)],
    ...['-drive', `if=pflash,format=raw,readonly=on,file=${firmware}`],
    ...['-drive', `if=pflash,format=qcow2,cache=unsafe,file=${join(runDir, 'nvram.qcow2')}`],
    ...[
      '-drive',
      `if=none,id=disk,format=qcow2,cache=unsafe,discard=unmap,file=${join(runDir, 'disk.qcow2')}`,
    ],
    ...['-device', 'virtio-blk-pci,drive=disk,bootindex=0'],
    ...['-device', 'virtio-vga', ...screenArguments(hardware, toolsTree)],
    ...['-device', 'qemu-xhci', '-device', 'usb-kbd', '-device', 'usb-tablet'],
    ...['-device', 'virtio-rng-pci', ...(hardware.hasTpm === true ? tpmArguments(socketDir) : [])],
    ...socketChannel('serial', join(socketDir, 'serial')),
    ...['-serial', 'chardev:serial'],
    ...['-device', 'virtio-serial-pci', ...portArguments(socketDir)],
    ...socketChannel('qmp', join(socketDir, 'qmp')),
    ...['-mon', 'chardev=qmp,mode=control'],
    // A second, human monitor, for a person who attaches to a machine that stays.
    ...socketChannel('monitor', join(socketDir, 'monitor')),
    ...['-mon', 'chardev=monitor,mode=readline'],
    ...wordArguments(hardware),
    ...(hardware.extraArguments ?? []),
  ];
}

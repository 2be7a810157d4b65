/*
 * Whether KVM is any use here. A /dev/kvm that opens proves nothing: in nested and in emulated
 * machines guests may crawl, hang or die in long mode. So the probe runs a real guest: a boot ROM
 * of a few instructions that goes through what a start of an operating system is made of (a long
 * loop, many exits to QEMU) and then ends QEMU with a status that only it can produce. KVM is used
 * if that takes less than a processor should need; in doubt it is not, because emulation is slow but
 * right. The answer holds until the host restarts and is kept in the cache folder.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { treeProgram } from './qemu.ts';

export type Accelerator = 'kvm' | 'tcg';
export interface Choice {
  accelerator: Accelerator;
  why: string;
}
export interface ProbeResult {
  /** QEMU's exit status, or why there is none: a signal's name, `timeout`, `missing`. */
  status: number | string;
  milliseconds: number;
}

const probeDeadlineMs = 6000;
/** A processor of 2010 does the loop in 0.2 s and the exits in 0.3 s; QEMU starts in 0.2 s. */
const acceptableMs = 3000;
const romSize = 65_536;
const probeValue = 0x2a;
/** isa-debug-exit ends QEMU with (value << 1) | 1. */
const provenStatus = (probeValue << 1) | 1;

/** A 64 KiB boot ROM in 16-bit code: count to 200 million, write a port 20,000 times, end. */
export function makeProbeRom(): Buffer {
  const rom = Buffer.alloc(romSize, 0xf4); // hlt
  const code = [
    ...[0xfa], // cli
    ...[0x66, 0xb9, 0x00, 0xc2, 0xeb, 0x0b], // mov ecx, 200000000
    ...[0x66, 0x49], // dec ecx
    ...[0x75, 0xfc], // jnz -4
    ...[0xb9, 0x20, 0x4e], // mov cx, 20000
    ...[0xe6, 0x80], // out 0x80, al
    ...[0xe2, 0xfc], // loop -4
    ...[0xba, 0xf4, 0x00], // mov dx, 0xf4
    ...[0xb0, probeValue], // mov al, value
    ...[0xee], // out dx, al
  ];
  Buffer.from(code).copy(rom, 0);
  Buffer.from([0xea, 0x00, 0x00, 0x00, 0xf0]).copy(rom, romSize - 16); // reset: jmp f000:0000
  return rom;
}

/** Decides from what the probe did; pure. */
export function decideAccelerator(result: ProbeResult): Choice {
  const seconds = `${(result.milliseconds / 1000).toFixed(1)} s`;
  if (result.status === 'timeout')
    return { accelerator: 'tcg', why: `a guest under KVM did not finish within ${seconds}` };
  if (result.status !== provenStatus)
    return { accelerator: 'tcg', why: `a guest under KVM ended with ${String(result.status)}` };
  if (result.milliseconds > acceptableMs)
    return { accelerator: 'tcg', why: `a guest under KVM crawls (${seconds})` };
  return { accelerator: 'kvm', why: `a guest under KVM took ${seconds}` };
}

async function runProbe(toolsTree: string): Promise<ProbeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-kvm-'));
  const rom = join(folder, 'probe.rom');
  await writeFile(rom, makeProbeRom());
  const qemu = treeProgram(toolsTree, 'qemu-system-x86_64', [
    ...[
      '-L',
      join(toolsTree, 'usr/share/qemu'),
      '-nodefaults',
      '-machine',
      'pc',
      '-accel',
      'kvm',
      '-cpu',
      'max',
      '-m',
      '16',
    ],
    ...['-display', 'none', '-bios', rom],
    ...['-device', 'isa-debug-exit,iobase=0xf4,iosize=0x04'],
  ]);
  const start = performance.now();
  const status = await new Promise<ProbeResult['status']>((resolve) => {
    const child = spawn(qemu.file, qemu.args, { env: qemu.env, stdio: 'ignore' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('timeout');
    }, probeDeadlineMs);
    child.on('error', () => {
      resolve('missing');
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(code ?? signal ?? 'missing');
    });
  });
  await rm(folder, { recursive: true, force: true });
  return { status, milliseconds: performance.now() - start };
}

const memoSchema = z.object({
  bootId: z.string(),
  accelerator: z.enum(['kvm', 'tcg']),
  why: z.string(),
});

/** KVM or emulation, with the reason; at most six seconds, once for each start of the host. */
export async function chooseAccelerator(toolsTree: string, memoFile: string): Promise<Choice> {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return { accelerator: 'tcg', why: '/dev/kvm is missing or may not be used' };
  }
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const memo = await readFile(memoFile, 'utf8')
    .then((text) => memoSchema.parse(JSON.parse(text)))
    .catch(() => undefined);
  if (memo?.bootId === bootId) return { accelerator: memo.accelerator, why: memo.why };
  const choice = decideAccelerator(await runProbe(toolsTree));
  await mkdir(dirname(memoFile), { recursive: true });
  await writeFile(memoFile, `${JSON.stringify({ bootId, ...choice })}\n`);
  return choice;
}

/**
 * What can go wrong while a rollback writes, on one machine in turn: disks that take nothing, the
 * power that goes between any two blocks, and the power that really goes.
 *
 * Every block is recorded by dm-log-writes in the guest, under the kernel's own FAT; on this side the
 * log is replayed up to each write, and in orders that a disk's cache may choose, and what is left is
 * judged by fsck.fat and by a reader that shares nothing with Lifeboat. From each prefix Lifeboat then
 * goes on to the goal. Real cuts end QEMU at ten moments of a run, and some of these machines are
 * started again.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTarget } from '../../tools/demo/make-targets.ts';
import type { Target } from '../../tools/demo/targets.ts';
import { say } from '../../tools/lib/steps.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import { summarize } from '../crash/check.ts';
import { readEsp } from '../crash/reader.ts';
import { runCrashTest } from '../crash/record.ts';
import { createRandom, replay } from '../crash/replay.ts';
import { parseWriteLog, type BlockWrite } from '../crash/write-log.ts';
import { keepEvidence, stopAtFirstFailure } from '../helpers/evidence.ts';
import { applyInGuest, readLoaderVariable, runInGuest } from '../helpers/guest-commands.ts';
import { forEachInLanes } from '../helpers/lanes.ts';
import { createUki } from '../helpers/uki.ts';
import { applyWithFault, faults, goOnWithoutFault, prepareFaults } from './rollback-faults.ts';
import { goal, lifeboatProgram, PowerCuts } from './power-cuts.ts';

const bootDeadlineMs = 300_000;
/** The version that is renamed, under one of its names. */
const needs = { anyOf: ['demo_1.0.efi'] };

describe('a rollback whose power is cut', () => {
  let machine: Machine;
  let target: Target;
  let folder: string;
  let base: Buffer;
  let writes: BlockWrite[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lifeboat-power-'));
    base = await makeEsp(folder);
    const options = { chain: 'volume', profile: 'test', fresh: false } as const;
    target = await makeTarget({ ...options, casualty: 'nothing-boots' });
    machine = await bootMachine({ ...target, name: 'power-cut', memoryMiB: 2048 });
    await machine.waitForJournal(/MARK session/, bootDeadlineMs);
    await runInGuest(machine, 'systemctl stop lifeboat-session lifeboat-menu@ttyS0');
  });
  afterAll(async () => {
    await machine.cutPower();
    await rm(folder, { recursive: true });
  });
  keepEvidence(() => machine);
  stopAtFirstFailure();

  it('is recorded, block by block', async () => {
    const output = await runInGuest(
      machine,
      `set -e
      modprobe -a loop dm-log-writes vfat
      mkdir -p /run/power/esp
      cd /run/power
      node -e 'process.stdout.write(require("zlib").gunzipSync(Buffer.from(require("fs").readFileSync(0, "latin1"), "base64")))' >esp.img <<'IMAGE'
${gzipSync(base).toString('base64')}
IMAGE
      truncate -s 64M log.img
      disk=$(losetup --find --show esp.img)
      log=$(losetup --find --show log.img)
      dmsetup create power --table "0 $(blockdev --getsz $disk) log-writes $disk $log"
      mount -t vfat -o sync /dev/mapper/power esp
      lifeboat plan rollback --to demo_1.0 --esp /run/power/esp --json >plan.json
      lifeboat apply plan.json --esp /run/power/esp >apply.txt
      umount esp
      dmsetup remove power
      echo LOG
      node -e 'const log = require("fs").readFileSync("log.img"); console.log(require("zlib").gzipSync(log).toString("base64"))'`,
    );
    const [, log = ''] = output.split('LOG\n');
    writes = parseWriteLog(gunzipSync(Buffer.from(log, 'base64')));
    expect(writes.filter(({ isFlush, isFua }) => isFlush || isFua).length).toBeGreaterThan(5);
    expect(await readAt(writes.length)).toMatchObject({ choice: 'demo_1.0.efi' });
  });

  it('leaves a machine that starts, wherever it is cut', async () => {
    const samples = Number(process.env['LIFEBOAT_CRASH_SAMPLES'] ?? 2000);
    const verdicts = await runCrashTest({ base, writes, needs, samples });
    say(`\nPower cuts: ${String(writes.length)} writes, ${summarize(verdicts)}`);
    expect(verdicts.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(samples);
  });

  it('goes on to the goal from each', async () => {
    await forEachInLanes(Array(writes.length + 1).keys(), async (count) => {
      const esp = await unpackAt(count);
      const run = (...args: string[]) =>
        execa(process.execPath, [lifeboatProgram, ...args, '--esp', esp], { reject: false });
      const { exitCode, stderr } = await run('apply', '--resume');
      if (exitCode !== 0) {
        // Nothing had begun, or all was done: the plan is made anew, and may be empty.
        expect(stderr, `after ${String(count)} writes`).toContain('APPLY-07');
        const plan = await run('plan', 'rollback', '--to', 'demo_1.0', '--json');
        const file = join(folder, `plan-${String(count)}.json`);
        await writeFile(file, plan.stdout);
        expect((await run('apply', file)).exitCode, plan.stdout).toBe(0);
      }
      expect(readEsp(esp), `after ${String(count)} writes`).toMatchObject({
        choice: 'demo_1.0.efi',
      });
      await rm(esp, { recursive: true });
    });
  });

  describe.each(faults)('on a disk that $name', (fault) => {
    it('says so, and has begun nothing without a record', async () => {
      if (fault === faults[0]) await prepareFaults(machine, base, goal);
      const { output, status } = await applyWithFault(machine, fault);
      expect(status, output).toBe(1);
      expect(output).toMatch(/\((ESP-0[23]|APPLY-03)\)/);
      const [, before, after, records = ''] =
        /^before (.*)\nafter (.*)\n?([^]*)$/m.exec(output) ?? [];
      if (!fault.canBegin) expect(after).toBe(before);
      if (after !== before) expect(records).toMatch(/\.json/);
    });

    it('comes to its goal once the disk is well', async () => {
      const output = await goOnWithoutFault(machine);
      expect(output).toMatch(/^default demo_1\.0\.efi$/m);
      expect(output).toMatch(/^demo_1\.0\+3-3\.efi$/m);
    });
  });

  it('is refused while the machine’s own disk takes no writes', async () => {
    const { output, status } = await machine.run(
      `lifeboat plan ${goal} --json >/run/plan.json
      blockdev --setro /dev/vda1
      lifeboat apply /run/plan.json 2>&1
      status=$?
      blockdev --setrw /dev/vda1
      (exit $status)`,
      400_000,
    );
    expect(status, output).toBe(1);
    expect(output).toContain('ESP-02');
  });

  it('keeps the choice in the firmware, tells what fsck.fat says, and is taken back', async () => {
    // The flag that a FAT carries while it is open, as after a power cut.
    const flag = (value: number) =>
      `printf '\\${String(value)}' | dd of=/dev/vda1 bs=1 seek=65 conv=notrunc status=none`;
    await runInGuest(machine, flag(1));
    const { fatCheck, outcome } = await applyInGuest(machine, goal);
    expect(outcome).toBe('done');
    expect(fatCheck).toMatch(/dirty|differences|files/i);
    await runInGuest(machine, flag(0));
    expect(await readLoaderVariable(machine, 'LoaderEntryDefault')).toBe('demo_1.0.efi');
    await runInGuest(machine, 'lifeboat undo');
    expect(await readLoaderVariable(machine, 'LoaderEntryDefault')).toBe('');
    await applyInGuest(machine, 'once --to lifeboat_0.1.0');
    expect(await readLoaderVariable(machine, 'LoaderEntryOneShot')).toBe('lifeboat_0.1.0.efi');
    await runInGuest(machine, 'lifeboat undo');
    expect(await readLoaderVariable(machine, 'LoaderEntryOneShot')).toBe('');
  });

  it('comes back from ten real power cuts', async () => {
    const cuts = new PowerCuts(target, 'power-cut', folder);
    await cuts.prepare(machine);
    const results = [];
    for (const moment of cuts.moments) results.push(await cuts.cut(moment));
    say(`\n${cuts.describe(results)}`);
    expect(results.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(results.filter(({ started }) => started !== null).length).toBeGreaterThanOrEqual(3);
    expect(new Set(results.map(({ record }) => record)).size).toBeGreaterThan(1);
  });

  /** What fsck.fat makes of the ESP after so many writes, in a folder of its own. */
  async function unpackAt(count: number): Promise<string> {
    const points = replay(base, writes.slice(0, count), { samples: 0, random: createRandom(1) });
    const image = [...points].at(-1)?.image ?? base;
    const file = join(folder, `cut-${String(count)}.img`);
    const esp = join(folder, `cut-${String(count)}`);
    await writeFile(file, image);
    await execa('fsck.fat', ['-a', file], { reject: false });
    await mkdir(esp);
    const env = { MTOOLS_SKIP_CHECK: '1' };
    await execa('mcopy', ['-s', '-n', '-i', file, '::/', esp], { env, reject: false });
    await rm(file);
    return esp;
  }

  async function readAt(count: number) {
    const esp = await unpackAt(count);
    const found = readEsp(esp);
    await rm(esp, { recursive: true });
    return found;
  }
});

/** A small ESP on FAT: a version that worked until its tries were used up, and one that fails. */
async function makeEsp(folder: string): Promise<Buffer> {
  const tree = join(folder, 'esp');
  const image = join(folder, 'esp.img');
  await mkdir(join(tree, 'EFI/Linux'), { recursive: true });
  await mkdir(join(tree, 'loader'));
  const put = (path: string, content: string | Uint8Array) => writeFile(join(tree, path), content);
  await put('EFI/Linux/demo_1.0+0-3.efi', createUki({ id: 'demo', version: '1.0' }));
  await put('EFI/Linux/demo_1.1+2-1.efi', createUki({ id: 'demo', version: '1.1' }));
  await put('loader/loader.conf', 'timeout 2\n');
  await put('EFI/Linux/lifeboat_0.1.0.efi', createUki({ id: 'lifeboat', version: '0.1.0' }));
  await writeFile(image, Buffer.alloc(4 * 1024 * 1024));
  await execa('mkfs.fat', ['-F', '12', image]);
  for (const part of ['EFI', 'loader']) {
    await execa('mcopy', ['-s', '-i', image, join(tree, part), '::/']);
  }
  return readFile(image);
}

/**
 * Power cuts, as far as a directory can show them: the executor is stopped at each of its file
 * operations, before, in the middle of and after it, and every time a reader of the test's own must
 * find something that starts. Then the run is gone on with, or taken back.
 */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileOperations } from '../../cli/apply/files.ts';
import { planNow, withPlanning } from '../../cli/apply/planning.ts';
import { findInterrupted, runPlan } from '../../cli/apply/run-plan.ts';
import type { Outcome } from '../../cli/commands/command.ts';
import type { Io } from '../../cli/io/io.ts';
import { createDomainFormatter } from '../../core/messages/domain.ts';
import { isRefusal, type Goal } from '../../core/model/plan.ts';
import { fail, type Result } from '../../core/result.ts';
import { readEsp, type Found } from '../crash/reader.ts';
import {
  createCrashingFiles,
  createFailingFiles,
  type CrashMode,
} from '../helpers/crashing-files.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';
import { createUki } from '../helpers/uki.ts';

const say = createDomainFormatter('en');
const io: Io = {
  out: () => undefined,
  err: () => undefined,
  emit: () => undefined,
  ask: () => Promise.resolve(null),
  readInput: (path) => Promise.resolve(fail('ARGS-02', { path })),
  columns: 80,
  isTerminal: false,
  hasColour: false,
  language: 'en',
  signal: new AbortController().signal,
};

interface Scene {
  name: string;
  goal: Goal;
  target: string;
  prepare?: (machine: MachineDirectory) => Promise<void>;
  options?: Parameters<typeof createMachineDirectory>[0];
}

const whole = createUki({ id: 'demo', version: '1.1', title: 'Demo 1.1' });
const cutShort = async ({ esp }: MachineDirectory) => {
  const path = join(esp, 'EFI/Linux/demo_1.1+2-1.efi');
  await writeFile(path, whole.subarray(0, whole.length - 600));
};
const stage = async ({ esp, root }: MachineDirectory) => {
  await writeFile(join(esp, 'EFI/Linux/demo_1.1+3.efi.part'), whole);
  const extensions = join(root, 'var/lib/extensions');
  await rename(join(extensions, 'network-tools-1.1'), join(extensions, 'network-tools-1.1.new'));
};

const scenes: Scene[] = [
  { name: 'rollback', goal: 'rollback', target: 'demo_1.0' },
  {
    name: 'rollback to a version that is marked bad',
    goal: 'rollback',
    target: 'demo_1.0',
    options: { good: 'demo_1.0+0-3.efi', broken: 'demo_1.1+0-3.efi' },
  },
  { name: 'keep', goal: 'keep', target: 'demo_1.1' },
  {
    name: 'finish an upgrade',
    goal: 'finish-upgrade',
    target: 'demo_1.1',
    prepare: async (machine) => {
      await cutShort(machine);
      await stage(machine);
    },
  },
  {
    name: 'undo an upgrade',
    goal: 'undo-upgrade',
    target: 'demo_1.1',
    prepare: async (machine) => {
      await cutShort(machine);
      await stage(machine);
    },
  },
];

async function createScene({ options, prepare }: Scene): Promise<MachineDirectory> {
  const machine = await createMachineDirectory(options);
  await prepare?.(machine);
  return machine;
}

/** Everything that decides what starts, as plain text. */
async function readState({ esp, root }: MachineDirectory): Promise<string[]> {
  const list = async (path: string) =>
    (await readdir(path).catch((): string[] => [])).sort().map((name) => `${path}/${name}`);
  const conf = await readFile(join(esp, 'loader/loader.conf'), 'utf8');
  return [
    conf,
    ...(await list(join(esp, 'EFI/Linux'))),
    ...(await list(join(esp, 'lifeboat/aside'))),
    ...(await list(join(root, 'var/lib/extensions'))),
  ];
}

type Run = (
  goal: Goal | 'resume',
  target: string | null,
  files?: FileOperations,
) => Promise<Result<Outcome>>;

const runOn =
  ({ esp, root }: MachineDirectory): Run =>
  (goal, target, files = createCrashingFiles(Infinity, 'before').files) =>
    withPlanning({ kind: 'directories', root, esp, xbootldr: null }, io, (session) => {
      const interrupted = findInterrupted(session);
      if (goal === 'resume' && interrupted === null) return Promise.resolve(fail('APPLY-07'));
      const wanted = goal === 'resume' ? interrupted?.plan : { goal, target };
      if (!wanted) throw new Error('nothing is wanted');
      const outcome = planNow(session, wanted.goal, wanted.target);
      if (isRefusal(outcome)) {
        const { code, params } = outcome.refusal;
        return Promise.resolve(fail(code, params));
      }
      return runPlan(session, outcome, null, io, say, files);
    });

/** Runs the scene on a fresh machine with the given files; the machine is left as it was then. */
async function play(scene: Scene, files: FileOperations) {
  const machine = await createScene(scene);
  const before = readEsp(machine.esp);
  const start = await readState(machine);
  const result = await runOn(machine)(scene.goal, scene.target, files).catch(
    (error: unknown) => error,
  );
  return { machine, before, start, result };
}

/** Something starts that started before, and what the loader chooses is whole. */
const expectStarts = (now: Found, before: Found) => {
  expect(before.bootable.some((id) => now.bootable.includes(id))).toBe(true);
  expect([...now.bootable, 'lifeboat_0.1.0.efi']).toContain(now.choice);
};

const relative = (texts: string[], { esp, root }: MachineDirectory) =>
  texts.map((text) => text.replace(esp, '').replace(root, ''));

/** The change and how much of it happened: what follows "after" one is "before" the next. */
function listCrashPoints({ operations, writes }: { operations: number; writes: number[] }) {
  const points: [number, CrashMode][] = [[0, 'before']];
  for (let at = 0; at < operations; at += 1) {
    if (writes.includes(at)) points.push([at, 'torn']);
    points.push([at, 'after']);
  }
  return points;
}

describe.each(scenes)('$name, cut off at each operation', (scene) => {
  it('starts every time, and is finished or taken back', { timeout: 240_000 }, async () => {
    const counting = createCrashingFiles(Infinity, 'before');
    const full = await play(scene, counting.files);
    const end = relative(await readState(full.machine), full.machine);
    expect(relative(full.start, full.machine)).not.toEqual(end);
    await full.machine.remove();
    const points = listCrashPoints(counting.state);
    expect(points.length).toBeGreaterThan(20);
    for (const [i, [at, mode]] of points.entries()) {
      const crashing = createCrashingFiles(at, mode);
      const { machine, before, start } = await play(scene, crashing.files);
      expect(crashing.state.isDead).toBe(true);
      const cut = readEsp(machine.esp);
      // Where the choice was a torn boot file, it stays that until the plan has moved it away.
      if (scene.prepare) expect(cut.bootable).toContain('demo_1.0.efi');
      else expectStarts(cut, before);

      const run = runOn(machine);
      if (i % 2 === 0) {
        const resumed = await run('resume', null);
        // Before its record is there, a run has not begun, and there is nothing to go on with.
        if (!resumed.ok) expect(resumed.failure.code).toBe('APPLY-07');
        if (!resumed.ok) await run(scene.goal, scene.target);
        expect(relative(await readState(machine), machine)).toEqual(end);
      } else {
        const undone = await run('undo', null);
        if (!undone.ok) expect(undone.failure.code).toBe('PLAN-05');
        expect(relative(await readState(machine), machine)).toEqual(relative(start, machine));
      }
      expect(readEsp(machine.esp).bootable).toEqual(expect.arrayContaining(before.bootable));
      await machine.remove();
    }
    console.info(`${scene.name}: ${String(points.length)} crash points, 0 unbootable`);
  });
});

describe.each(['ENOSPC', 'EROFS', 'EIO'] as const)('a disk that says %s', (code) => {
  it(
    'ends in a clear failure, and nothing is half done without a record',
    { timeout: 120_000 },
    async () => {
      const [scene] = scenes;
      if (!scene) throw new Error('no scene');
      for (let at = 0; at < 40; at += 1) {
        const { machine, before, start, result } = await play(scene, createFailingFiles(at, code));
        expectStarts(readEsp(machine.esp), before);
        const after = await readState(machine);
        const hasChanged = JSON.stringify(after) !== JSON.stringify(start);
        const failed = result as Result<Outcome>;
        const failure = failed.ok ? failed.value.failure : failed.failure;
        if (failure === undefined) {
          await machine.remove();
          continue;
        }
        expect(failure.code).toMatch(/^(ESP-02|APPLY-03)$/);
        if (hasChanged) {
          const records = join(machine.esp, 'lifeboat/records');
          const [name] = (await readdir(records)).filter((each) => !each.startsWith('.'));
          expect(await readFile(join(records, name ?? ''), 'utf8')).toMatch(
            /"(started|done|failed)"/,
          );
        }
        await runOn(machine)(scene.goal, scene.target);
        expect(readEsp(machine.esp).choice).toBe('demo_1.0.efi');
        await machine.remove();
      }
    },
  );
});

it('leaves nothing in the way of the next record', async () => {
  const machine = await createMachineDirectory();
  const crashing = createCrashingFiles(5, 'torn');
  await runOn(machine)('rollback', 'demo_1.0', crashing.files).catch(() => null);
  await runOn(machine)('rollback', 'demo_1.0');
  const names = await readdir(join(machine.esp, 'lifeboat/records'));
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  await rm(machine.esp, { recursive: true });
  await machine.remove();
});

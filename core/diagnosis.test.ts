import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenUpgrade,
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../test/helpers/facts.ts';
import { diagnose } from './diagnosis.ts';
import type { ExtensionFacts } from './extensions/match.ts';
import { findMachineProblems } from './inspect/machine-problems.ts';
import { createProblem } from './inspect/problem.ts';
import { noSigns, type Boot, type Leftover } from './inspect/signs.ts';
import { sayInEnglish } from './messages/domain.ts';
import type { Machine } from './model/machine.ts';
import type { Params } from './result.ts';

function read(machine: Machine) {
  const { sentences, recommendation, noRecommendation } = diagnose(machine);
  return {
    words: sentences.map(({ message, params }) => sayInEnglish(message, params)),
    goal: recommendation?.goal ?? null,
    target: recommendation?.target ?? null,
    reason: (recommendation?.reason ?? noRecommendation)?.message,
  };
}

const leftover = (finalName: string, isWhole: boolean): Leftover => ({
  where: 'esp',
  path: `EFI/Linux/${finalName}.part`,
  finalName,
  kind: 'boot-file',
  isWhole,
});
const extension = (name: string, version: string, carriesOsRelease = false): ExtensionFacts => ({
  name,
  kind: 'sysext',
  path: `/etc/extensions/${name}`,
  format: 'directory',
  release: { ID: 'demo', VERSION_ID: version },
  releaseName: name,
  carriesOsRelease,
  isReadable: true,
  verity: null,
  signed: null,
});

describe('diagnose', () => {
  it('recommends the version that worked when the new one never finished starting', () => {
    expect(read(createMachine(brokenUpgrade()))).toEqual({
      words: [
        'Demo 1.1 was started once and never finished starting.',
        'Demo 1.0 worked before.',
        'Without a change, this machine will try Demo 1.1 again.',
      ],
      goal: 'rollback',
      target: 'demo_1.0',
      reason: 'recommend.rollback',
    });
  });

  it('does so too when the bad version is the fixed choice', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1+0-3.efi'), {
      loader: { confDefault: 'demo_1.1.efi' },
    });
    expect(read(machine).target).toBe('demo_1.0');
  });

  it('tells that the machine fell back by itself, and what may have been the reason', () => {
    const { words, target, reason } = read(createMachine(brokenUpgrade('demo_1.1+0-3.efi')));
    expect(words).toEqual([
      'Demo 1.1 was started 3 times and never finished starting.',
      'This machine now starts Demo 1.0 again.',
      'If it was switched off while it was starting, Demo 1.1 may still be fine.',
    ]);
    expect([target, reason]).toEqual([null, 'recommend.none.restart']);
  });

  it('says what is chosen once a rollback was made', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1+0-1.efi'), {
      loader: { efi: true, efiDefault: 'demo_1.0.efi' },
    });
    expect(read(machine)).toMatchObject({
      words: [
        'Demo 1.0 is chosen: it starts next time and every time after that.',
        'Demo 1.1 is kept on the disk and is not started by itself.',
      ],
      target: null,
    });
  });

  it('finds parts that are missing', () => {
    const [old, fresh] = [createRootHash('a'), createRootHash('b')];
    const machine = createMachine(
      [
        createEntryFacts('demo_1.0.efi', { rootHash: old }),
        createEntryFacts('demo_1.1+3.efi', { rootHash: fresh }),
      ],
      { disks: [createDisk({ '1.0': old })] },
    );
    expect(read(machine)).toMatchObject({ target: 'demo_1.0' });
    expect(read(machine).words[0]).toMatch(/parts of it are missing/);
  });

  it('gives new tries when every version is marked bad', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1+0-3.efi', 'demo_1.0+0-3.efi'));
    expect(read(machine)).toMatchObject({ target: 'demo_1.1', reason: 'recommend.try-again' });
  });

  it('finds nothing wrong with a healthy machine, and nothing at all on an empty one', () => {
    expect(read(createMachine([createEntryFacts('demo_1.0.efi')]))).toMatchObject({
      target: null,
      reason: 'recommend.none.restart',
    });
    expect(read(createMachine([])).reason).toBe('recommend.none.nothing-found');
  });

  it('leaves an upgrade alone that was not started yet', () => {
    const { words, target } = read(createMachine(brokenUpgrade('demo_1.1+3.efi')));
    expect(words).toEqual(['Demo 1.1 is new and has not been started yet.']);
    expect(target).toBeNull();
  });

  it('has nothing to recommend when no other version is known to work', () => {
    const machine = createMachine([createEntryFacts('demo_1.1+2-1.efi')]);
    expect(read(machine)).toMatchObject({ target: null, reason: 'recommend.none.no-good-version' });
  });

  describe('with a journal', () => {
    const [old, fresh] = [createRootHash('a'), createRootHash('b')];
    const boot = (more: Partial<Boot>): Boot => ({
      id: 'b1',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:20.000Z',
      cmdline: `roothash=${fresh}`,
      isFinished: false,
      failedUnits: [],
      ...more,
    });
    const entries = (broken: string) => [
      createEntryFacts('demo_1.0.efi', { rootHash: old }),
      createEntryFacts(broken, { rootHash: fresh }),
    ];
    const failedUnits = [{ unit: 'display.service', message: 'Failed.' }];

    it('names what failed at the last start of the choice', () => {
      const signs = { boots: [boot({ failedUnits })] };
      expect(read(createMachine(entries('demo_1.1+2-1.efi'), { signs })).words).toEqual([
        'Demo 1.1 was started once and never finished starting.',
        'The last time, this did not work: display.service.',
        'Demo 1.0 worked before.',
      ]);
    });

    it('blames what failed, not the person, after the machine fell back', () => {
      const signs = { boots: [boot({ failedUnits })] };
      expect(read(createMachine(entries('demo_1.1+0-3.efi'), { signs })).words.at(-1)).toBe(
        'The last time, this did not work: display.service.',
      );
    });

    it('says that it may only have been switched off where nothing failed', () => {
      const signs = { boots: [boot({})] };
      const { words, goal } = read(createMachine(entries('demo_1.1+0-3.efi'), { signs }));
      expect(words.at(-1)).toBe(
        'In what Demo 1.1 wrote down nothing failed. It may have been switched off while it was still starting.',
      );
      expect(goal).toBeNull();
    });
  });

  describe('of an interrupted upgrade', () => {
    const good = [createEntryFacts('demo_1.0.efi')];

    it('recommends to take a torn boot file out of the way', () => {
      const signs = { leftovers: [leftover('demo_1.1+3.efi', false)] };
      expect(read(createMachine(good, { signs }))).toEqual({
        words: [
          'An upgrade to Demo 1.1 was interrupted before it was finished.',
          'This machine starts Demo 1.0 as before.',
        ],
        goal: 'undo-upgrade',
        target: 'demo_1.1',
        reason: 'recommend.undo-upgrade',
      });
    });

    it('does so too when the torn boot file is what starts next', () => {
      const broken = createEntryFacts('demo_1.1+3.efi', { problem: 'truncated' });
      expect(read(createMachine([...good, broken]))).toEqual({
        words: [
          'An upgrade to Demo 1.1 was interrupted before it was finished.',
          'Demo 1.1 cannot start, because parts of it are missing.',
          'Demo 1.0 worked before.',
        ],
        goal: 'undo-upgrade',
        target: 'demo_1.1',
        reason: 'recommend.undo-upgrade',
      });
    });

    it('recommends to finish it when only the last rename is missing', () => {
      const signs = { leftovers: [leftover('demo_1.1+3.efi', true)] };
      expect(read(createMachine(good, { signs }))).toMatchObject({
        goal: 'finish-upgrade',
        target: 'demo_1.1',
      });
    });

    it('says that there was no room for it, beside a version that is new itself', () => {
      const machine = createMachine(brokenUpgrade('demo_1.1+3.efi'), {
        signs: { leftovers: [leftover('demo_1.2+3.efi', false)] },
        boot: { freeBytes: 1024 * 1024 },
      });
      expect(read(machine)).toMatchObject({
        words: [
          'An upgrade to Demo 1.2 was interrupted before it was finished.',
          'The partition that this machine starts from is full, so it cannot take another version.',
          'This machine starts Demo 1.1 as before.',
        ],
        goal: 'undo-upgrade',
        target: 'demo_1.2',
      });
    });

    it('leaves extensions alone that are early', () => {
      const extensions = [extension('tools-1.0', '1.0'), extension('tools-1.1', '1.1')];
      expect(read(createMachine(good, { extensions }))).toMatchObject({
        goal: null,
        reason: 'recommend.none.restart',
      });
    });

    it('speaks of the greater trouble first', () => {
      const signs = { leftovers: [leftover('demo_1.2.efi', false)] };
      expect(read(createMachine(brokenUpgrade(), { signs }))).toMatchObject({
        goal: 'rollback',
        target: 'demo_1.0',
      });
    });
  });

  describe('of a damaged image', () => {
    const [old, fresh] = [createRootHash('a'), createRootHash('b')];
    const machine = (newest: string): Machine => {
      const whole = createMachine(
        [
          createEntryFacts('demo_1.0.efi', { rootHash: old }),
          createEntryFacts(newest, { rootHash: fresh }),
        ],
        { disks: [createDisk({ '1.0': old, '1.1': fresh })] },
      );
      const images = whole.images.map((image) =>
        image.path === '/dev/vda-1.1' ? { ...image, verified: 'mismatch' as const } : image,
      );
      return { ...whole, images, problems: findMachineProblems(noSigns, [], images) };
    };

    it('recommends a version whose image is another one', () => {
      expect(read(machine('demo_1.1.efi'))).toEqual({
        words: [
          'The system image of Demo 1.1 is damaged.',
          'Demo 1.0 worked before.',
          'Without a change, this machine will try Demo 1.1 again.',
        ],
        goal: 'rollback',
        target: 'demo_1.0',
        reason: 'recommend.rollback',
      });
    });

    it('is not told where something else starts', () => {
      const { words } = read(machine('demo_1.1+0-3.efi'));
      expect(words[0]).toBe('Demo 1.1 was started 3 times and never finished starting.');
    });
  });

  describe('of an extension', () => {
    const good = [createEntryFacts('demo_1.0.efi')];

    it('recommends to put one in order that fits nothing', () => {
      expect(read(createMachine(good, { extensions: [extension('tools', '0.9')] }))).toEqual({
        words: [
          'The add-on tools does not fit Demo 1.0, so it is not used.',
          'Demo 1.0 starts next.',
        ],
        goal: 'extension',
        target: 'tools',
        reason: 'recommend.extension',
      });
    });

    it('recommends the version that fits where one is kept, and tells what failed before', () => {
      const entries = [createEntryFacts('demo_1.1+0-3.efi'), ...good];
      const kept = { ...extension('tools-1.0', '1.0'), isKept: true };
      const extensions = [extension('tools-1.1', '1.1'), kept];
      expect(read(createMachine(entries, { extensions }))).toEqual({
        words: [
          'The add-on tools-1.1 was built for demo 1.1, so Demo 1.0 does not use it.',
          'tools-1.0 is kept on this machine and fits, but is not in use.',
          'Demo 1.1 was started 3 times and never finished starting.',
        ],
        goal: 'extension',
        target: 'tools-1.1',
        reason: 'recommend.extension-kept',
      });
    });

    it('tells first of one that keeps all others from being used', () => {
      const extensions = [extension('tools', '0.9'), extension('rogue', '1.0', true)];
      expect(read(createMachine(good, { extensions }))).toMatchObject({
        words: [
          'The add-on rogue carries a system’s own identity. Because of it, no add-on is used at all.',
          'Demo 1.0 starts next.',
        ],
        goal: 'extension',
        target: 'rogue',
      });
    });

    it('does not take it for the reason why a version fails', () => {
      const extensions = [extension('tools', '0.9')];
      expect(read(createMachine(brokenUpgrade(), { extensions })).goal).toBe('rollback');
    });
  });

  it('says that nothing can be changed on a full boot partition', () => {
    const machine = createMachine([createEntryFacts('demo_1.0.efi')], { boot: { freeBytes: 0 } });
    expect(read(machine)).toMatchObject({
      words: [
        'The partition that this machine starts from is full, so it cannot take another version.',
        'Demo 1.0 starts next.',
      ],
      goal: null,
      reason: 'recommend.none.make-room',
    });
  });

  it('completes a change by Lifeboat that was cut off, whatever else is wrong', () => {
    const machine = createMachine(brokenUpgrade());
    const run = (params: Params): Machine => ({
      ...machine,
      problems: [
        createProblem('run-interrupted', 'error', 'demo_1.0', { step: '', ...params }, ['the run']),
        ...machine.problems,
      ],
    });
    expect(read(run({ target: 'demo_1.0', goal: 'rollback' }))).toEqual({
      words: ['A change was interrupted before it was finished. It can be completed.'],
      goal: 'rollback',
      target: 'demo_1.0',
      reason: 'recommend.complete',
    });
    expect(read(run({ target: 'tools', goal: 'extension' }))).toMatchObject({
      goal: 'extension',
      target: 'tools',
      reason: 'recommend.complete-run',
    });
    expect(read(run({ target: 'gone', goal: 'rollback' }))).toMatchObject({
      words: ['A change was interrupted before it was finished, and cannot be completed.'],
      goal: 'undo',
      target: 'the run',
      reason: 'recommend.undo-run',
    });
  });

  describe('of a foreign machine', () => {
    it('says what it sees and what it cannot judge', () => {
      const foreign = [
        { name: 'Windows', path: 'EFI/Microsoft/Boot' },
        { name: 'GRUB (debian)', path: 'EFI/debian/grubx64.efi' },
      ];
      expect(read(createMachine([], { signs: { foreign } }))).toEqual({
        words: [
          'Lifeboat found Windows, GRUB (debian) on this machine.',
          'It sees that, and cannot judge whether it is well.',
        ],
        goal: null,
        target: null,
        reason: 'recommend.none.foreign',
      });
    });

    it('names a system whose way to start is not seen', () => {
      const osRelease = 'ID=debian\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n';
      expect(read(createMachine([], { osRelease })).words[0]).toBe(
        'Lifeboat found Debian GNU/Linux 13 (trixie) on this machine.',
      );
    });

    it('judges the versions that are there beside it', () => {
      const foreign = [{ name: 'Windows', path: 'EFI/Microsoft/Boot' }];
      expect(read(createMachine(brokenUpgrade(), { signs: { foreign } })).goal).toBe('rollback');
    });
  });

  it('has one to three sentences, and a recommendation or the reason why there is none', () => {
    const counter = fc.constantFrom('', '+3', '+2-1', '+0-3', '+0');
    const problem = fc.option(fc.constant('truncated' as const), { nil: undefined });
    const entry = fc
      .record({ version: fc.integer({ min: 0, max: 9 }), counter, problem })
      .map(({ version, counter: tries, problem: damage }) =>
        createEntryFacts(
          `demo_1.${String(version)}${tries}.efi`,
          damage === undefined ? {} : { problem: damage },
        ),
      );
    const signs = fc.record({
      leftovers: fc.array(fc.boolean().map((whole) => leftover('demo_2.0.efi', whole))),
      foreign: fc.array(fc.constant({ name: 'Windows', path: 'EFI/Microsoft/Boot' })),
    });
    const extensions = fc.array(
      fc
        .tuple(fc.constantFrom('0.9', '1.1', '2.0'), fc.boolean())
        .map(([version, carries]) => extension(`tools-${version}`, version, carries)),
    );
    const freeBytes = fc.constantFrom(0, 2e6, 1e9);
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { selector: ({ path }) => path.replace(/(\+.*)?\.efi$/, '') }),
        signs,
        extensions,
        freeBytes,
        (entries, seen, added, free) => {
          const machine = createMachine(entries, {
            signs: seen,
            extensions: added,
            boot: { freeBytes: free },
          });
          const { sentences, recommendation, noRecommendation } = diagnose(machine);
          expect(sentences.length).toBeGreaterThanOrEqual(1);
          expect(sentences.length).toBeLessThanOrEqual(3);
          expect(recommendation === null).toBe(noRecommendation !== null);
          expect(diagnose(structuredClone(machine))).toEqual(diagnose(machine));
          if (recommendation?.goal !== 'rollback') return;
          // Going back always leads to a version that has all its parts.
          const target = machine.versions.find(({ id }) => id === recommendation.target);
          expect(target).toMatchObject({ complete: true, isLifeboat: false });
        },
      ),
    );
  });
});

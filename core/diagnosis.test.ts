import { describe, expect, it } from 'vitest';
import {
  brokenUpgrade,
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../test/helpers/facts.ts';
import { diagnose } from './diagnosis.ts';
import { sayInEnglish } from './messages/domain.ts';
import type { Machine } from './model/machine.ts';

function read(machine: Machine) {
  const { sentences, recommendation, noRecommendation } = diagnose(machine);
  return {
    words: sentences.map(({ message, params }) => sayInEnglish(message, params)),
    target: recommendation?.target ?? null,
    reason: (recommendation?.reason ?? noRecommendation)?.message,
  };
}

describe('diagnose', () => {
  it('recommends the version that worked when the new one never finished starting', () => {
    expect(read(createMachine(brokenUpgrade()))).toEqual({
      words: [
        'Demo 1.1 was started once and never finished starting.',
        'Demo 1.0 worked before.',
        'Without a change, this machine will try Demo 1.1 again.',
      ],
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
});

import { describe, expect, it } from 'vitest';
import {
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../../test/helpers/facts.ts';
import { createDomainFormatter, sayInEnglish } from '../messages/domain.ts';
import { isRefusal } from '../model/plan.ts';
import { plan } from '../plan/plan.ts';
import { sayEntryProblem, sayMissing, sayProblem } from './say.ts';

const german = createDomainFormatter('de');
const machine = createMachine(
  [
    createEntryFacts('demo_1.0.efi', { rootHash: createRootHash('a') }),
    createEntryFacts('demo_1.1.efi', { problem: 'truncated' }),
  ],
  { disks: [createDisk({ '0.9': createRootHash('b') })] },
);

describe('what a version lacks', () => {
  it('is said in English as the model has it', () => {
    for (const version of machine.versions) {
      expect(version.missing).not.toEqual([]);
      expect(sayMissing(version, sayInEnglish)).toEqual(version.missing);
    }
  });

  it('is said in German', () => {
    const lacks = (id: string) => {
      const version = machine.versions.find((each) => each.id === id);
      return version && sayMissing(version, german);
    };
    expect(lacks('demo_1.0')?.[0]).toBe(
      'das Wurzel-Dateisystem (PARTUUID=aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa)',
    );
    expect(lacks('demo_1.1')).toEqual(['die Startdatei EFI/Linux/demo_1.1.efi']);
  });

  it('stands in the problem in the language of the sentence', () => {
    const problem = machine.problems.find(({ code }) => code === 'version-incomplete');
    expect(problem && sayProblem(problem, machine, sayInEnglish)).toBe(problem?.sentence);
    expect(problem && sayProblem(problem, machine, german)).toMatch(
      /kann nicht starten: Es fehlt das Wurzel-Dateisystem/,
    );
  });
});

describe('a refusal', () => {
  it('names what is missing in another language, too', () => {
    const machine = createMachine([
      createEntryFacts('demo_0.9.efi', { problem: 'truncated' }),
      createEntryFacts('demo_1.0.efi'),
    ]);
    const outcome = plan(machine, 'rollback', { target: 'demo_0.9' });
    if (!isRefusal(outcome)) throw new Error('not refused');
    const { code, params, sentence } = outcome.refusal;
    expect(sayInEnglish(`failure.${code}.what`, params)).toBe(sentence);
    expect(sentence).toContain('the boot file EFI/Linux/demo_0.9.efi is missing');
    expect(german(`failure.${code}.what`, params)).toContain(
      'Es fehlt die Startdatei EFI/Linux/demo_0.9.efi.',
    );
  });
});

describe('why an entry cannot start', () => {
  it.each([
    'truncated',
    'not-a-uki',
    'no-kernel',
    'no-os-release',
    'no-program',
    'conflicting-keys linux efi',
    'missing-program /vmlinuz',
    'missing-file /initrd',
    'other-architecture arm64',
  ])('is a sentence for %s', (problem) => {
    const what = problem.split(' ').slice(1).join(' ');
    for (const say of [german, sayInEnglish]) {
      const sentence = sayEntryProblem(problem, say);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).toContain(what);
    }
  });

  it('is the code itself where it has no sentence', () => {
    expect(sayEntryProblem('something-new x', german)).toBe('something-new x');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenUpgrade, createEntryFacts, createMachine } from '../../test/helpers/facts.ts';
import { chooseEntry } from '../boot/choice.ts';
import type { Machine } from '../model/machine.ts';
import { isRefusal, planOutcomeSchema, planSchema, type Plan } from '../model/plan.ts';
import { applyAction, toBootState } from './boot-state.ts';
import { findPlanDifference } from './compare-plans.ts';
import { plan } from './plan.ts';

function planned(machine: Machine, target: string): Plan {
  const outcome = plan(machine, 'rollback', target);
  if (isRefusal(outcome)) throw new Error(outcome.refusal.sentence);
  return outcome;
}

const messages = ({ steps }: Plan) => steps.map(({ message, subject }) => `${message} ${subject}`);

/** The machine as it is once the plan is carried out. */
function carriedOut(machine: Machine, { steps }: Plan): Machine {
  const state = steps.reduce((at, { action }) => applyAction(at, action), toBootState(machine));
  const chosen = chooseEntry(state.entries, state.loader);
  const mark = <T extends { isDefault: boolean }>(item: T, id: string) => ({
    ...item,
    isDefault: id === chosen,
  });
  return {
    ...machine,
    loader: state.loader,
    entries: state.entries.map((entry) => mark(entry, entry.id)),
    versions: state.entries.flatMap(({ id, state: health }) =>
      machine.versions
        .filter(({ entryId }) => entryId === id)
        .map((version) => ({ ...mark(version, id), state: health })),
    ),
  };
}

describe('plan rollback', () => {
  it('sets the choice first, then marks the version that failed', () => {
    const made = planned(createMachine(brokenUpgrade()), 'demo_1.0');
    expect(messages(made)).toEqual([
      'plan.step.set-default demo_1.0',
      'plan.step.mark-bad demo_1.1',
    ]);
    expect(made.steps[0]).toMatchObject({
      action: { kind: 'set-loader-default', to: 'demo_1.0.efi' },
      inverse: { kind: 'set-loader-default', to: null },
      precondition: { kind: 'loader-default-is', value: null },
      bootable: ['demo_1.1.efi', 'demo_1.0.efi', 'lifeboat_0.1.0.efi'],
    });
    expect(made.steps[1]).toMatchObject({
      action: {
        kind: 'rename-entry',
        from: 'EFI/Linux/demo_1.1+2-1.efi',
        to: 'EFI/Linux/demo_1.1+0-1.efi',
      },
      precondition: { kind: 'file-is', fingerprint: 'hash of demo 1.1' },
      bootable: ['demo_1.0.efi', 'lifeboat_0.1.0.efi'],
    });
    expect(planSchema.parse(made)).toEqual(made);
  });

  it('keeps the choice in EFI variables where there are any', () => {
    const machine = createMachine(brokenUpgrade(), {
      loader: { efi: true, efiDefault: 'demo_1.1*' },
    });
    expect(planned(machine, 'demo_1.0').steps[0]).toMatchObject({
      action: { kind: 'set-efi-default', to: 'demo_1.0.efi' },
      inverse: { kind: 'set-efi-default', to: 'demo_1.1*' },
    });
  });

  it('leaves a version that is good unmarked', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1.efi'));
    expect(messages(planned(machine, 'demo_1.0'))).toEqual(['plan.step.set-default demo_1.0']);
  });

  it('gives new tries to a target that is marked bad, before it is chosen', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1+0-3.efi', 'demo_1.0+0-3.efi'));
    expect(messages(planned(machine, 'demo_1.0'))).toEqual([
      'plan.step.new-tries demo_1.0',
      'plan.step.set-default demo_1.0',
    ]);
  });

  it('leaves other versions their tries while the target is unproven itself', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1+2-1.efi', 'demo_1.0+2-1.efi'));
    expect(messages(planned(machine, 'demo_1.0'))).toEqual(['plan.step.set-default demo_1.0']);
  });

  it('plans nothing when the goal is met', () => {
    const machine = createMachine(brokenUpgrade());
    const after = carriedOut(machine, planned(machine, 'demo_1.0'));
    expect(planned(after, 'demo_1.0').steps).toEqual([]);
    const fellBack = createMachine(brokenUpgrade('demo_1.1+0-3.efi'));
    expect(planned(fellBack, 'demo_1.0').steps).toEqual([]);
  });

  it('refuses what it does not know, Lifeboat itself, and what cannot start', () => {
    const machine = createMachine([
      ...brokenUpgrade(),
      createEntryFacts('demo_0.9.efi', { problem: 'truncated' }),
    ]);
    for (const target of ['demo_7', 'lifeboat_0.1.0', '']) {
      expect(plan(machine, 'rollback', target)).toMatchObject({ refusal: { code: 'PLAN-01' } });
    }
    const outcome = plan(machine, 'rollback', 'demo_0.9');
    expect(outcome).toMatchObject({
      refusal: { code: 'PLAN-02', params: { reason: 'incomplete' } },
    });
    expect(planOutcomeSchema.parse(outcome)).toEqual(outcome);
  });

  it('refuses when another setting would still decide otherwise', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1.efi'), {
      loader: { confPreferred: 'demo_1.1.efi' },
    });
    expect(plan(machine, 'rollback', 'demo_1.0')).toMatchObject({
      refusal: { params: { reason: 'outvoted', missing: 'demo_1.1.efi' } },
    });
  });
});

const counter = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.nat(12), fc.option(fc.nat(12)))
    .map(([left, done]) => (done === null ? `+${left}` : `+${left}-${done}`)),
);
const machines = fc
  .record({
    files: fc.uniqueArray(
      fc.record({ os: fc.constantFrom('demo', 'other', 'lifeboat'), version: fc.nat(20), counter }),
      { minLength: 1, maxLength: 8, selector: ({ os, version }) => `${os} ${version}` },
    ),
    truncated: fc.nat(20),
    pattern: fc.option(fc.constantFrom('demo*', 'other_1*', '*', 'absent', 'lifeboat*')),
    efi: fc.boolean(),
  })
  .map(({ files, truncated, pattern, efi }) =>
    createMachine(
      files.map(({ os, version, counter: suffix }) =>
        createEntryFacts(
          `${os}_${version}${suffix}.efi`,
          version === truncated ? { problem: 'truncated' } : {},
        ),
      ),
      { loader: efi ? { efi, efiDefault: pattern } : { confDefault: pattern } },
    ),
  );

describe('every plan on every machine', () => {
  const forEachPlan = (check: (machine: Machine, made: Plan) => void) =>
    fc.assert(
      fc.property(machines, (machine) => {
        for (const { id } of machine.versions) {
          const outcome = plan(machine, 'rollback', id);
          if (!isRefusal(outcome)) check(machine, outcome);
        }
      }),
      { numRuns: 500 },
    );

  it('leaves something that starts after each prefix, and something that started before', () => {
    forEachPlan((machine, made) => {
      const complete = (id: string) =>
        machine.versions.some(({ entryId, complete: isWhole }) => entryId === id && isWhole);
      const before = machine.entries.filter(({ id, state }) => state !== 'bad' && complete(id));
      let state = toBootState(machine);
      for (const step of made.steps) {
        state = applyAction(state, step.action);
        expect(step.bootable.length).toBeGreaterThan(0);
        const chosen = chooseEntry(state.entries, state.loader);
        if (before.length > 0) {
          expect(before.some(({ id }) => step.bootable.includes(id))).toBe(true);
        }
        expect(chosen === null || state.entries.some(({ id }) => id === chosen)).toBe(true);
      }
      const choice = chooseEntry(state.entries, state.loader);
      expect(machine.versions.find(({ entryId }) => entryId === choice)?.id).toBe(made.target);
    });
  });

  it('never touches Lifeboat itself, and changes names in place', () => {
    forEachPlan((_machine, made) => {
      for (const { subject, action } of made.steps) {
        expect(subject).not.toMatch(/^lifeboat/);
        if (action.kind === 'rename-entry' && !/\+\d-/.test(action.from)) continue;
        if (action.kind === 'rename-entry') expect(action.to).toHaveLength(action.from.length);
      }
    });
  });

  it('is the same when planned twice, empty when carried out, and undone by its inverses', () => {
    forEachPlan((machine, made) => {
      expect(plan(machine, 'rollback', made.target)).toEqual(made);
      const after = carriedOut(machine, made);
      expect(planned(after, made.target).steps).toEqual([]);
      const undone = made.steps
        .toReversed()
        .reduce((state, { inverse }) => applyAction(state, inverse), toBootState(after));
      expect(undone).toMatchObject(
        JSON.parse(
          JSON.stringify({
            loader: machine.loader,
            entries: machine.entries.map(({ path, state }) => ({ path, state })),
          }),
        ) as object,
      );
    });
  });
});

describe('findPlanDifference', () => {
  const machine = createMachine(brokenUpgrade());
  const made = planned(machine, 'demo_1.0');

  it('finds none between a plan and itself, whatever the words are', () => {
    const reworded = {
      ...made,
      steps: made.steps.map((step) => ({ ...step, sentence: 'other words' })),
    };
    expect(findPlanDifference(reworded, made)).toBeNull();
  });

  it('names the precondition that no longer holds', () => {
    const later = createMachine(brokenUpgrade('demo_1.1+1-2.efi'));
    expect(findPlanDifference(made, planned(later, 'demo_1.0'))).toBe(
      'file EFI/Linux/demo_1.1+2-1.efi',
    );
    const met = carriedOut(machine, made);
    expect(findPlanDifference(made, planned(met, 'demo_1.0'))).toMatch(/loader.conf default/);
    expect(findPlanDifference(planned(met, 'demo_1.0'), made)).toMatch(/loader.conf default/);
  });
});

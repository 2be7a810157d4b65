import { describe, expect, it } from 'vitest';
import { brokenUpgrade, createEntryFacts, createMachine } from '../../test/helpers/facts.ts';
import { createDomainFormatter } from '../messages/domain.ts';
import type { Machine } from '../model/machine.ts';
import { isRefusal, planOutcomeSchema, planSchema, type Plan } from '../model/plan.ts';
import { carriedOut, createRecord } from '../../test/helpers/carried-out.ts';
import { emptySurvey } from '../model/survey.ts';
import { findPlanDifference } from './compare-plans.ts';
import { plan } from './plan.ts';

function planned(machine: Machine, target: string): Plan {
  const outcome = plan(machine, 'rollback', { target });
  if (isRefusal(outcome)) throw new Error(outcome.refusal.sentence);
  return outcome;
}

const messages = ({ steps }: Plan) => steps.map(({ message, subject }) => `${message} ${subject}`);

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
      expect(plan(machine, 'rollback', { target })).toMatchObject({ refusal: { code: 'PLAN-01' } });
    }
    const outcome = plan(machine, 'rollback', { target: 'demo_0.9' });
    expect(outcome).toMatchObject({
      refusal: { code: 'PLAN-02', params: { reason: 'incomplete' } },
    });
    expect(planOutcomeSchema.parse(outcome)).toEqual(outcome);
  });

  it('refuses when another setting would still decide otherwise', () => {
    const machine = createMachine(brokenUpgrade('demo_1.1.efi'), {
      loader: { confPreferred: 'demo_1.1.efi' },
    });
    expect(plan(machine, 'rollback', { target: 'demo_1.0' })).toMatchObject({
      refusal: { params: { reason: 'outvoted', missing: 'demo_1.1.efi' } },
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

describe('plan undo', () => {
  it('quotes the step that it takes back in the person’s language', () => {
    const machine = createMachine(brokenUpgrade());
    const made = planned(machine, 'demo_1.0');
    const records = [createRecord(made)];
    const undo = plan(carriedOut(machine, made), 'undo', { survey: { ...emptySurvey, records } });
    if (isRefusal(undo)) throw new Error(undo.refusal.sentence);
    const sayGerman = createDomainFormatter('de');
    expect(undo.steps.map(({ sentence }) => sentence)).toEqual([
      'Take back: Mark Demo 1.1 as bad, so that it is not started by itself',
      'Take back: Start Demo 1.0 from now on',
    ]);
    expect(sayGerman('plan.step.take-back', undo.steps[1]?.params)).toBe(
      'Zurücknehmen: Von jetzt an Demo 1.0 starten',
    );
  });
});

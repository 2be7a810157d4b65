import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecord, toMachine } from '../../test/helpers/carried-out.ts';
import { generatedMachines, type Generated } from '../../test/helpers/generated-machines.ts';
import { chooseEntry } from '../boot/choice.ts';
import type { Entry } from '../model/machine.ts';
import { goalSchema, isRefusal, planOutcomeSchema, type Goal, type Plan } from '../model/plan.ts';
import { applyAction, toBootState, type BootState } from './boot-state.ts';
import { plan } from './plan.ts';
import { listCandidates } from './providers/providers.ts';
import { isSafeAction } from './safe-actions.ts';

const numRuns = Number(process.env['LIFEBOAT_PROPERTY_RUNS'] ?? 350);
const goals = goalSchema.options.filter((goal) => goal !== 'undo');

interface Case extends Generated {
  goal: Goal;
  target: string | null;
  made: Plan;
}

/** Every plan that can be had on a machine: each goal with each thing that it could be about. */
function* listPlans(generated: Generated): Generator<Case> {
  const { machine, survey } = generated;
  const targets = new Set([
    null,
    ...machine.versions.map(({ id }) => id),
    ...listCandidates(generated).map(({ id }) => id),
    ...machine.extensions.map(({ name }) => name),
    ...survey.parts.map(({ finalPath }) => finalPath.replace(/^.*\/|(\+\d.*)?\.efi$/g, '')),
  ]);
  for (const goal of goals) {
    for (const target of targets) {
      const made = plan(machine, goal, { target, survey });
      if (!isRefusal(made)) yield { ...generated, goal, target, made };
    }
  }
}

const forEachPlan = (check: (found: Case) => void) => {
  let plans = 0;
  fc.assert(
    fc.property(generatedMachines, (generated) => {
      for (const found of listPlans(generated)) {
        if (found.made.steps.length > 0) plans += 1;
        check(found);
      }
    }),
    { numRuns },
  );
  // A generator that makes no plan would let everything pass.
  expect(plans).toBeGreaterThan(numRuns / 4);
};

/** The test's own idea of what starts: whole, not Lifeboat, and not marked bad unless all are. */
function listStarting({ entries, complete }: BootState): Entry[] {
  const whole = entries.filter(({ id, sortKey }) => complete.has(id) && sortKey !== 'lifeboat');
  const better = whole.filter(({ counter }) => counter === null || counter.left > 0);
  return better.length > 0 ? better : whole;
}

const at = ({ machine, survey, made }: Case, steps: number) =>
  made.steps
    .slice(0, steps)
    .reduce((state, { action }) => applyAction(state, action), toBootState(machine, survey));

/** What the loader decides by, of each provider. */
const decisions = ({ loader, entries, survey }: BootState) => ({
  loader,
  entries: entries.map(({ path, partition, state }) => ({ path, partition, state })),
  choice: chooseEntry(entries, loader)?.path,
  variables: survey.grub?.variables,
  subvolume: survey.snapper?.defaultSubvolumeId,
  links: survey.links,
  parts: survey.parts.map(({ path }) => path).sort(),
  aside: survey.aside.map(({ path }) => path).sort(),
});

describe('every plan on every machine', { timeout: 600_000 }, () => {
  it('leaves something that starts and started before, after each of its steps', () => {
    forEachPlan((found) => {
      const before = listStarting(at(found, 0)).map(({ id }) => id);
      for (let steps = 1; steps <= found.made.steps.length; steps += 1) {
        const after = listStarting(at(found, steps)).map(({ id }) => id);
        if (before.length > 0) expect(before.some((id) => after.includes(id))).toBe(true);
      }
    });
  });

  it('never touches Lifeboat itself, leaves its directories, or loses a file', () => {
    forEachPlan((found) => {
      const { made } = found;
      for (const { action, inverse, sentence } of made.steps) {
        expect(isSafeAction(action)).toBe(true);
        expect(inverse === null || isSafeAction(inverse)).toBe(true);
        expect(sentence).not.toMatch(/[{}]|undefined|null/);
        if (action.kind === 'rename-entry' || action.kind === 'move-file') {
          expect(action.from).not.toMatch(/\/\.?lifeboat[_.-]/i);
          expect(action.from).not.toMatch(/\.\.\//);
        }
      }
      const lifeboats = (state: BootState) =>
        state.entries.filter(({ id }) => id.startsWith('lifeboat')).map(({ path }) => path);
      expect(lifeboats(at(found, made.steps.length)).sort()).toEqual(
        lifeboats(at(found, 0)).sort(),
      );
      const wholeBefore = [...at(found, 0).complete];
      const whole = at(found, made.steps.length).complete;
      for (const id of wholeBefore) expect(whole.has(id)).toBe(true);
    });
  });

  it('is the same when it is made twice, and passes its own schema', () => {
    forEachPlan(({ machine, survey, goal, target, made }) => {
      expect(plan(machine, goal, { target, survey })).toEqual(made);
      expect(planOutcomeSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(
        JSON.parse(JSON.stringify(made)),
      );
    });
  });

  it('is empty once it is carried out', () => {
    forEachPlan((found) => {
      const { machine, goal, made } = found;
      const end = at(found, made.steps.length);
      const again = plan(toMachine(machine, end), goal, {
        target: made.target,
        survey: end.survey,
      });
      if (isRefusal(again)) throw new Error(`${goal}: ${again.refusal.sentence}`);
      expect(again.steps).toEqual([]);
    });
  });

  it('is taken back exactly by undo, from wherever it was cut off', () => {
    forEachPlan((found) => {
      const { machine, survey, made } = found;
      for (let steps = 1; steps <= made.steps.length; steps += 1) {
        const cut = at(found, steps);
        const records = [createRecord(made, steps)];
        const undo = plan(toMachine(machine, cut), 'undo', { survey: { ...cut.survey, records } });
        if (isRefusal(undo)) {
          // What made the only version that starts is not taken back.
          expect(undo.refusal.params['reason']).toBe('unsafe');
          expect(listStarting(at(found, 0))).toEqual([]);
          continue;
        }
        const undone = undo.steps.reduce((state, { action }) => applyAction(state, action), cut);
        expect(decisions(undone)).toEqual(decisions(toBootState(machine, survey)));
      }
    });
  });

  it('can be gone on with from wherever it was cut off', () => {
    forEachPlan((found) => {
      const { machine, goal, made } = found;
      const end = at(found, made.steps.length);
      for (let steps = 0; steps < made.steps.length; steps += 1) {
        const cut = at(found, steps);
        const options = { target: made.target, survey: cut.survey };
        const rest = plan(toMachine(machine, cut), goal, options);
        if (isRefusal(rest)) throw new Error(`${goal}: ${rest.refusal.sentence}`);
        const done = rest.steps.reduce((state, { action }) => applyAction(state, action), cut);
        expect(chooseEntry(done.entries, done.loader)?.path).toBe(
          chooseEntry(end.entries, end.loader)?.path,
        );
        expect(decisions(done)).toEqual(decisions(end));
      }
    });
  });
});

/**
 * A plan is what would be done, before anything is done: ordered steps, each with its subject, its
 * sentence, what must still be true when it runs (precondition), what undoes it (inverse) and which
 * entries boot after it. The privileged side never trusts a plan that it is handed: it reads the
 * machine again, plans the same goal again and goes on only if both plans are the same.
 */
import { z } from 'zod';
import { paramsSchema } from '../failure.ts';
import { actionSchema, preconditionSchema } from './action.ts';
import { goals } from './goals.ts';

export * from './action.ts';
export type { Goal } from './goals.ts';

export const planSchemaId = 'lifeboat.plan/1';

export const goalSchema = z.enum(goals);

export const stepSchema = z.object({
  id: z.string(),
  subject: z.string(),
  /** The sentence's name in core/messages and its parameters. */
  message: z.string(),
  params: paramsSchema,
  sentence: z.string(),
  action: actionSchema,
  precondition: preconditionSchema,
  /** Null where nothing was changed. */
  inverse: actionSchema.nullable(),
  /** Ids of the entries that boot once this step is done. */
  bootable: z.array(z.string()),
});
export type Step = z.infer<typeof stepSchema>;

export const warningSchema = z.object({
  message: z.string(),
  params: paramsSchema,
  sentence: z.string(),
});
export type Warning = z.infer<typeof warningSchema>;

export const planSchema = z.object({
  schema: z.literal(planSchemaId),
  goal: goalSchema,
  target: z.string(),
  steps: z.array(stepSchema),
  warnings: z.array(warningSchema),
});
export type Plan = z.infer<typeof planSchema>;

export const refusalCodes = [
  'PLAN-01', // the target is not known
  'PLAN-02', // the target cannot start, or would not be what starts
  'PLAN-04', // nothing speaks for one target more than for another: name it
  'PLAN-05', // there is nothing of the kind: no interrupted upgrade, no unfit extension, no change
  'PLAN-06', // the upgrade cannot be finished: a part of it is missing
  'PLAN-07', // the loader of this machine cannot be told that
  'PLAN-08', // an image is damaged
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export const refusalSchema = z.object({
  refusal: z.object({
    code: z.enum(refusalCodes),
    params: paramsSchema,
    sentence: z.string(),
  }),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** What `lifeboat plan --json` prints. */
export const planOutcomeSchema = z.union([planSchema, refusalSchema]);
export type PlanOutcome = z.infer<typeof planOutcomeSchema>;

/** Whether planning ended in a refusal. */
export const isRefusal = (outcome: PlanOutcome): outcome is Refusal => 'refusal' in outcome;

export const recordSchemaId = 'lifeboat.record/1';

/** The record of one run of a plan: journal while it runs, history afterwards. */
export const recordSchema = z.object({
  schema: z.literal(recordSchemaId),
  id: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Who asked for it, as typed; null when nobody said. */
  operator: z.string().nullable().default(null),
  /** Names of what would have started before, and of what starts since; null where nothing does. */
  from: z.string().nullable().default(null),
  to: z.string().nullable().default(null),
  /** All of it in one line of plain characters, for whoever starts the machine next. */
  summary: z.string().default(''),
  /** Why: the sentences of the problems that the machine had when the plan was made. */
  reasons: z.array(z.string()),
  plan: planSchema,
  steps: z.array(z.enum(['intended', 'started', 'done', 'failed'])),
  outcome: z.enum(['running', 'done', 'partly-done', 'not-done']),
});
export type RunRecord = z.infer<typeof recordSchema>;

/**
 * A plan is what would be done, before anything is done: ordered steps, each with its subject, its
 * sentence, what must still be true when it runs (precondition), what undoes it (inverse) and which
 * entries boot after it. The privileged side never trusts a plan that it is handed: it reads the
 * machine again, plans the same goal again and goes on only if both plans are the same.
 */
import { z } from 'zod';
import { paramsSchema } from '../result.ts';
import { bootPartitionSchema } from './machine.ts';

export const planSchemaId = 'lifeboat.plan/1';

export const goalSchema = z.enum([
  'rollback', // go back to a version
  'keep', // stay on the version that is new, and call it good
  'finish-upgrade', // put the missing parts of an interrupted upgrade in their places
  'undo-upgrade', // take the parts of an interrupted upgrade out of the way
  'extension', // bring back the extension that fits, or put an unfit one aside
  'once', // start something one time; the default stays
  'undo', // take back the last change by Lifeboat
]);
export type Goal = z.infer<typeof goalSchema>;

/** One indivisible change. Paths are relative to the boot partition that is named. */
export const actionSchema = z.discriminatedUnion('kind', [
  /** Writes the `default` line of loader/loader.conf (loader.conf(5)); null removes the line. */
  z.object({ kind: z.literal('set-loader-default'), to: z.string().nullable() }),
  /** Sets the LoaderEntryDefault EFI variable through bootctl; null clears it. */
  z.object({ kind: z.literal('set-efi-default'), to: z.string().nullable() }),
  /** Renames an entry's file, which is how boot counters change. */
  z.object({
    kind: z.literal('rename-entry'),
    partition: bootPartitionSchema,
    from: z.string(),
    to: z.string(),
  }),
]);
export type Action = z.infer<typeof actionSchema>;

/** What inspection saw and what must still hold just before the step. */
export const preconditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loader-default-is'), value: z.string().nullable() }),
  z.object({ kind: z.literal('efi-default-is'), value: z.string().nullable() }),
  z.object({
    kind: z.literal('file-is'),
    partition: bootPartitionSchema,
    path: z.string(),
    sizeBytes: z.number().int().nonnegative(),
    /** As inspection computes it: see `entrySchema`. */
    fingerprint: z.string(),
  }),
]);
export type Precondition = z.infer<typeof preconditionSchema>;

export const stepSchema = z.object({
  id: z.string(),
  subject: z.string(),
  /** The sentence's name in core/messages and its parameters. */
  message: z.string(),
  params: paramsSchema,
  sentence: z.string(),
  action: actionSchema,
  precondition: preconditionSchema,
  inverse: actionSchema,
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

export const refusalSchema = z.object({
  refusal: z.object({
    code: z.enum(['PLAN-01', 'PLAN-02']),
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
  /** Why: the sentences of the problems that the machine had when the plan was made. */
  reasons: z.array(z.string()),
  plan: planSchema,
  steps: z.array(z.enum(['intended', 'started', 'done', 'failed'])),
  outcome: z.enum(['running', 'done', 'partly-done', 'not-done']),
});
export type RunRecord = z.infer<typeof recordSchema>;

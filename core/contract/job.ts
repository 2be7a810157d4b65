/**
 * A job is one `lifeboat` command at work in a terminal. Beside the text that the terminal shows it
 * sends events as JSON lines over a channel (a Unix socket that the caller made and names in the
 * environment as LIFEBOAT_CHANNEL), and takes answers to its questions from the same channel.
 * Secrets travel only there: never argv, environment, log or terminal.
 */
import { z } from 'zod';
import { failureSchema, paramsSchema } from '../failure.ts';
import { goalSchema, planSchema } from '../model/plan.ts';
import { unlockMethods, wantedMethods } from '../unlock/methods.ts';
import { unlockPhases } from '../unlock/unlock-state.ts';

export const unlockMethodSchema = z.enum(unlockMethods);

/** What the screens can ask for; main turns it into the argv of one `lifeboat` command. */
export const jobRequestSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('inspect') }),
  z.object({
    command: z.literal('unlock'),
    device: z.string(),
    method: z.enum(wantedMethods),
    /** For a change that the disk has to take; else it is opened for reading only. */
    isWritable: z.boolean().optional(),
  }),
  z.object({ command: z.literal('lock'), device: z.string() }),
  /** What programs of the system ask for: all of it, or the answer to the one with this id. */
  z.object({ command: z.literal('questions'), id: z.string().max(255).nullable() }),
  /** Without a target: what is recommended, or for undo the last change. */
  z.object({ command: z.literal('plan'), goal: goalSchema, target: z.string().nullable() }),
  z.object({
    command: z.literal('apply'),
    plan: planSchema,
    /** Who asks for it, as typed, for the record; null when nobody said. */
    operator: z.string().trim().min(1).max(80).nullable(),
  }),
  z.object({ command: z.literal('history') }),
  z.object({ command: z.literal('report') }),
  /** Keeps these words (core/preferences.ts) for the next session. */
  z.object({ command: z.literal('preferences'), save: z.string().max(512) }),
  z.object({ command: z.literal('reboot') }),
]);
export type JobRequest = z.infer<typeof jobRequestSchema>;
export type JobCommand = JobRequest['command'];

/**
 * What is asked for. A "method" question offers the ways to unlock; its answer is the id of one of
 * its choices, or null to stop. One that is standing waits beside everything else, so that another
 * way is always open; nobody has to answer it. A "system" question is one of another program, and its
 * subject is what that program says.
 */
export const questionKinds = [
  'passphrase',
  'recovery-key',
  'pin',
  'tpm2-pin',
  'system',
  'method',
] as const;

/** One answer to a "method" question: a method, "retry", or a file that has the recovery key. */
export const choiceSchema = z.object({
  id: z.string().max(128),
  kind: z.enum([...unlockMethods, 'retry', 'file']),
  /** The file as the person knows it, empty for the other kinds. */
  name: z.string(),
});
export type Choice = z.infer<typeof choiceSchema>;

export const questionSchema = z.object({
  id: z.string(),
  kind: z.enum(questionKinds),
  /** What is being unlocked, as the person knows it. */
  subject: z.string(),
  /** True when the answer before this question was no good. */
  retry: z.boolean(),
  /** That answer could not be one, so it was not tried and cost nothing. */
  isUntried: z.boolean().optional(),
  triesLeft: z.number().int().positive().nullable(),
  choices: z.array(choiceSchema).default([]),
  isStanding: z.boolean().default(false),
});
export type Question = z.infer<typeof questionSchema>;

/** Where an unlock job stands: what is wanted from the person at this moment. */
export const unlockViewSchema = z.object({
  phase: z.enum(unlockPhases),
  method: unlockMethodSchema,
  subject: z.string(),
  /** The plugged token by the name on it, null where none is plugged or it says nothing. */
  token: z.string().nullable(),
  /** The other volume that the plugged token opens. */
  opens: z.string().nullable(),
  /** What a plugged token lacks to open any disk. */
  lacks: z.literal('hmac-secret').nullable(),
  triesLeft: z.number().int().nonnegative().nullable(),
  /** What happened just before, as an id of core/messages: a touch that came too late. */
  note: z.string().nullable(),
  noteParams: paramsSchema,
  /** Why the last way did not work; the person chooses how to go on. */
  failure: failureSchema.nullable(),
});
export type UnlockView = z.infer<typeof unlockViewSchema>;

export const jobEventSchema = z.discriminatedUnion('type', [
  /** A named step of the job; each id appears once as running and once as done or failed. */
  z.object({
    type: z.literal('step'),
    id: z.string(),
    message: z.string(),
    params: paramsSchema,
    state: z.enum(['waiting', 'running', 'done', 'failed']),
  }),
  z.object({ type: z.literal('question'), question: questionSchema }),
  /** Somebody answered, here or in the terminal, or the question has gone. */
  z.object({ type: z.literal('question-closed'), id: z.string() }),
  z.object({ type: z.literal('unlock'), view: unlockViewSchema }),
  /** The structured result: what the command prints with --json. */
  z.object({ type: z.literal('result'), value: z.unknown() }),
  z.object({ type: z.literal('failure'), failure: failureSchema }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

/** What goes the other way over the channel. A null secret cancels. */
export interface Answer {
  type: 'answer';
  questionId: string;
  secret: string | null;
}

export const jobStateSchema = z.object({
  id: z.string(),
  request: jobRequestSchema,
  /** The command line as shown in the terminal. */
  commandLine: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  events: z.array(jobEventSchema),
});
export type JobState = z.infer<typeof jobStateSchema>;

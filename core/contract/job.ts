/**
 * A job is one `lifeboat` command at work in a terminal. Beside the text that the terminal shows it
 * sends events as JSON lines over a channel (a Unix socket that the caller made and names in the
 * environment as LIFEBOAT_CHANNEL), and takes answers to its questions from the same channel.
 * Secrets travel only there: never argv, environment, log or terminal.
 */
import { z } from 'zod';
import { failureSchema, paramsSchema } from '../result.ts';
import { goalSchema, planSchema } from '../model/plan.ts';

/** The environment variable that names the channel's socket. */
export const channelVariable = 'LIFEBOAT_CHANNEL';

export const unlockMethodSchema = z.enum(['passphrase', 'recovery-key']);
export type UnlockMethod = z.infer<typeof unlockMethodSchema>;

/** What the screens can ask for; main turns it into the argv of one `lifeboat` command. */
export const jobRequestSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('inspect') }),
  z.object({ command: z.literal('unlock'), device: z.string(), method: unlockMethodSchema }),
  z.object({ command: z.literal('plan'), goal: goalSchema, target: z.string() }),
  z.object({ command: z.literal('apply'), plan: planSchema }),
  z.object({ command: z.literal('report') }),
  z.object({ command: z.literal('reboot') }),
]);
export type JobRequest = z.infer<typeof jobRequestSchema>;
export type JobCommand = JobRequest['command'];

export const questionSchema = z.object({
  id: z.string(),
  kind: unlockMethodSchema,
  /** What is being unlocked, as the person knows it. */
  subject: z.string(),
  /** True when the answer before this question was wrong. */
  retry: z.boolean(),
  triesLeft: z.number().int().positive().nullable(),
});
export type Question = z.infer<typeof questionSchema>;

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
  /** The structured result: what the command prints with --json. */
  z.object({ type: z.literal('result'), value: z.unknown() }),
  z.object({ type: z.literal('failure'), failure: failureSchema }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;

/** What goes the other way over the channel. A null secret cancels. */
export const answerSchema = z.object({
  type: z.literal('answer'),
  questionId: z.string(),
  secret: z.string().max(1024).nullable(),
});
export type Answer = z.infer<typeof answerSchema>;

export const jobStateSchema = z.object({
  id: z.string(),
  request: jobRequestSchema,
  /** The command line as shown in the terminal. */
  commandLine: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  events: z.array(jobEventSchema),
});
export type JobState = z.infer<typeof jobStateSchema>;

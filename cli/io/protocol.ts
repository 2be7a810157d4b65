/**
 * What the service and its client say to each other over the service's socket: one JSON line per
 * message. The client sends one `run`, then answers or a `cancel`; the service sends text, events
 * and at last the exit code. The service trusts no client: every message passes these schemas.
 */
import { z } from 'zod';
import type { JobEvent } from '../../core/contract/job.ts';
import { languages } from '../../core/contract/settings.ts';

export const clientMessageSchema = z.discriminatedUnion('t', [
  z.strictObject({
    t: z.literal('run'),
    argv: z.array(z.string().max(4096)).max(32),
    /** The content of the file that the command line calls "-". */
    input: z
      .string()
      .max(512 * 1024)
      .optional(),
    columns: z.number().int().min(20).max(1000),
    terminal: z.boolean(),
    colour: z.boolean(),
    language: z.enum(languages),
  }),
  z.strictObject({
    t: z.literal('answer'),
    questionId: z.string().max(128),
    secret: z.string().max(1024).nullable(),
  }),
  z.strictObject({ t: z.literal('cancel') }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

export type ServerMessage =
  | { t: 'out'; text: string }
  | { t: 'err'; text: string }
  | { t: 'event'; event: JobEvent }
  | { t: 'exit'; code: number };

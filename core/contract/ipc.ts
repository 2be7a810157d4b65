/**
 * The contract between main and renderer: every channel with the schema of what goes in and what
 * comes out. Both ends parse with it, so neither trusts the other's memory. The preload only
 * carries; it knows no channel.
 */
import { z } from 'zod';
import { jobEventSchema, jobRequestSchema, jobStateSchema } from './job.ts';
import { keyboardLayoutSchema } from './keyboard-layout.ts';
import { settingsSchema } from './settings.ts';

export const screenSchema = z.enum([
  'start',
  'what-happened',
  'disks',
  'versions',
  'unlock',
  'go-back',
  'terminal',
  'restart',
]);
export type Screen = z.infer<typeof screenSchema>;

const nothing = z.null();
const terminalId = z.string();

export const appInfoSchema = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'chromium']),
  /** True where nothing may be changed: `npm run dev` on a developer's own machine. */
  readOnly: z.boolean(),
  /** False where no screen reader can be started. */
  canSpeak: z.boolean(),
  settings: settingsSchema,
  keymaps: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const invokeContract = {
  'app.info': { input: nothing, output: appInfoSchema },
  /** The renderer says where the person is; the operator's view and the log follow it. */
  'app.screen': { input: z.object({ screen: screenSchema }), output: nothing },
  'app.settings': { input: settingsSchema, output: settingsSchema },
  /** What the keys of a layout write; null where that can't be told. */
  'app.keyboard': {
    input: settingsSchema.pick({ keymap: true }),
    output: keyboardLayoutSchema.nullable(),
  },
  /** The first key or click of somebody who does not answer the offer of speech. */
  'speech.noticed': { input: nothing, output: nothing },
  /** Yes to the offer, on the sound card of that place; null leaves the choice open. */
  'speech.accept': {
    input: z.object({ place: z.number().int().nonnegative().nullable() }),
    output: settingsSchema,
  },
  'job.start': { input: jobRequestSchema, output: jobStateSchema },
  /** All jobs of this session, so that a reloaded renderer can go on where it was. */
  'job.list': { input: nothing, output: z.array(jobStateSchema) },
  'job.answer': {
    input: z.object({
      jobId: z.string(),
      questionId: z.string(),
      secret: z.string().max(1024).nullable(),
    }),
    output: nothing,
  },
  'job.cancel': { input: z.object({ jobId: z.string() }), output: nothing },
  /** A shell of the unprivileged session user; a job's terminal has the job's id. */
  'terminal.open': {
    input: z.object({ cols: z.number().int().min(2), rows: z.number().int().min(2) }),
    output: z.object({ terminalId }),
  },
  /** Everything a terminal has shown so far, then `terminal.data` events follow. */
  'terminal.attach': {
    input: z.object({ terminalId }),
    output: z.object({ scrollback: z.string(), exitCode: z.number().int().nullable() }),
  },
  'terminal.write': { input: z.object({ terminalId, data: z.string() }), output: nothing },
  'terminal.resize': {
    input: z.object({
      terminalId,
      cols: z.number().int().min(2).max(1000),
      rows: z.number().int().min(2).max(1000),
    }),
    output: nothing,
  },
  /** Characters that xterm.js has processed; the program is paused while too many are not. */
  'terminal.ack': {
    input: z.object({ terminalId, chars: z.number().int().nonnegative() }),
    output: nothing,
  },
} as const;

export const eventContract = {
  'job.event': z.object({ jobId: z.string(), event: jobEventSchema }),
  'job.ended': z.object({ jobId: z.string(), state: z.enum(['done', 'failed', 'cancelled']) }),
  'terminal.data': z.object({ terminalId, data: z.string() }),
  'terminal.exit': z.object({ terminalId, exitCode: z.number().int() }),
  /** Settings changed without the renderer: the speech chord, an operator. */
  'settings.changed': settingsSchema,
  /** The boot voice has offered speech on so many sound cards; a key answers now. */
  'speech.offered': z.object({ cards: z.number().int().positive() }),
} as const;

export type InvokeChannel = keyof typeof invokeContract;
export type InvokeInput<C extends InvokeChannel> = z.infer<(typeof invokeContract)[C]['input']>;
export type InvokeOutput<C extends InvokeChannel> = z.infer<(typeof invokeContract)[C]['output']>;
export type EventChannel = keyof typeof eventContract;
export type EventPayload<C extends EventChannel> = z.infer<(typeof eventContract)[C]>;

/** What the preload puts on `window.lifeboat`: a carrier of JSON values and nothing else. */
export interface Bridge {
  /** Rejects with an Error whose message is the handler's. */
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** Calls back for each event of the channel until the returned function is called. */
  on(channel: string, listener: (payload: unknown) => void): () => void;
}

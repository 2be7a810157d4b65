import { parseArgs } from 'node:util';
import { z } from 'zod';
import { command, type CommandName } from './authenticator.ts';
import { tokenSettingsSchema } from './settings.ts';
import { status, type StatusName } from './status.ts';

const token = z.string().regex(/^[a-z0-9-]{1,30}$/);
const milliseconds = z.number().int().nonnegative();
const commandNames = Object.keys(command) as [CommandName, ...CommandName[]];
const statusNames = Object.keys(status) as [StatusName, ...StatusName[]];

/** One line of JSON to the control socket. */
export const controlRequestSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('list') }),
  /** Makes a token, unplugged, in the place of one that had the name. */
  z.strictObject({ command: z.literal('create'), token, settings: tokenSettingsSchema }),
  z.strictObject({ command: z.enum(['state', 'log', 'plug', 'unplug', 'press']), token }),
  z.strictObject({ command: z.literal('replug'), token, afterMs: milliseconds.default(0) }),
  z.strictObject({
    command: z.literal('touch'),
    token,
    script: z.discriminatedUnion('mode', [
      z.strictObject({ mode: z.enum(['auto', 'denied', 'never']) }),
      z.strictObject({ mode: z.literal('delayed'), afterMs: milliseconds }),
    ]),
  }),
  z.strictObject({ command: z.literal('uv'), token, script: z.enum(['auto', 'fail']) }),
  z.strictObject({ command: z.literal('patience'), token, ms: milliseconds }),
  z.strictObject({ command: z.literal('seed'), token, seed: z.string() }),
  /** Sets a PIN, or none, and gives back all tries. */
  z.strictObject({ command: z.literal('pin'), token, pin: z.string().min(4).nullable() }),
  z.strictObject({ command: z.literal('retries'), token, pin: z.number().int().min(0).max(8) }),
  z.strictObject({
    command: z.literal('fail'),
    token,
    name: z.enum(commandNames),
    status: z.enum(statusNames),
    count: z.number().int().positive().default(1),
  }),
]);

export type ControlRequest = z.output<typeof controlRequestSchema>;

export const usage = `use: lifeboat-token serve | list | - | TOKEN COMMAND
  -                                         reads commands, one a line
  create [--seed SEED] [--pin PIN] [--version FIDO_2_0|FIDO_2_1] [--pin-protocols 2,1] [--uv]
         [--always-uv] [--no-hmac-secret] [--make-cred-uv-not-rqd] [--attestation packed|none]
         [--stays-busy]                     a token of that name, not plugged in
  plug | unplug | replug [MS]
  touch auto|delayed MS|denied|never        what the person does when it blinks
  press                                     touches now
  uv auto|fail                              what its sensor says
  patience MS                               how long it waits for a touch
  seed SEED | pin PIN | nopin | retries N
  fail COMMAND STATUS [COUNT]               ends the next commands with a status
  state | log
Each prints one line of JSON.`;

/** The settings that `create` names; the seed is the token's name if it names none. */
function readSettings(name: string, words: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: words,
    options: {
      ...{ seed: text, pin: text, version: text, attestation: text, 'pin-protocols': text },
      ...{ uv: flag, 'always-uv': flag, 'no-hmac-secret': flag, 'make-cred-uv-not-rqd': flag },
      'stays-busy': flag,
    },
  });
  return {
    seed: values.seed ?? name,
    ...(values.pin !== undefined && { pin: values.pin }),
    ...(values.version !== undefined && { version: values.version }),
    ...(values.attestation !== undefined && { attestation: values.attestation }),
    ...(values['pin-protocols'] !== undefined && {
      pinProtocols: values['pin-protocols'].split(',').map(Number),
    }),
    userVerification: values.uv,
    alwaysUv: values['always-uv'],
    hmacSecret: !values['no-hmac-secret'],
    makeCredUvNotRqd: values['make-cred-uv-not-rqd'],
    abortsOnClose: !values['stays-busy'],
  };
}

/** What follows a token's name, as the members of a request. */
function readCommand(name: string, [word = '', ...rest]: string[]): Record<string, unknown> {
  const [first, second, third] = rest;
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  switch (word) {
    case 'create':
      return { settings: readSettings(name, rest) };
    case 'replug':
      return { afterMs: number(first) };
    case 'touch':
      return { script: { mode: first, ...(second !== undefined && { afterMs: number(second) }) } };
    case 'uv':
      return { script: first };
    case 'patience':
      return { ms: number(first) };
    case 'seed':
      return { seed: first };
    case 'pin':
      return { pin: first };
    case 'nopin':
      return { command: 'pin', pin: null };
    case 'retries':
      return { pin: number(first) };
    case 'fail':
      return { name: first, status: second, count: number(third) };
    default:
      return {};
  }
}

/** The request that the words of a command line stand for, or undefined if they stand for none. */
export function parseWords(words: string[]): ControlRequest | undefined {
  const [name = '', ...rest] = words;
  const request =
    name === 'list' && rest.length === 0
      ? { command: 'list' }
      : { token: name, command: rest[0], ...readCommand(name, rest) };
  const result = controlRequestSchema.safeParse(request);
  return result.success ? result.data : undefined;
}

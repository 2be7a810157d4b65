import { parseArgs, type ParseArgsConfig } from 'node:util';
import { isArchitecture } from '../core/extensions/architecture.ts';
import { scopes } from '../core/extensions/match.ts';
import { goals, isGoal, type Goal } from '../core/model/goals.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { wantedMethods, type WantedMethod } from '../core/unlock/methods.ts';
import { isOperator, type Comparison } from './commands/compare-versions.ts';
import type { Subject, Where } from './machine/subject.ts';

export const commandNames = [
  'inspect',
  'plan',
  'apply',
  'undo',
  'unlock',
  'lock',
  'questions',
  'report',
  'history',
  'preferences',
  'reboot',
  'settle',
  'compare-versions',
  'menu',
  'serve',
] as const;
export type CommandName = (typeof commandNames)[number];

interface Common {
  json: boolean;
  where: Where;
}

/** A command line that was understood. */
export type Invocation =
  | {
      command: 'inspect';
      json: boolean;
      where: Subject;
      isBrief: boolean;
      explainId: string | null;
    }
  | (Common & { command: 'report' })
  | (Common & { command: 'history' })
  | (Common & { command: 'plan'; goal: Goal; target: string | null })
  /** Without a plan: the rest of the run that was interrupted. */
  | (Common & { command: 'apply'; planPath: string | null; operator: string | null })
  | (Common & { command: 'undo'; operator: string | null })
  | (Common & {
      command: 'unlock';
      /** Null to list the encrypted disks. */
      device: string | null;
      method: WantedMethod;
      isWritable: boolean;
    })
  | (Common & { command: 'lock'; device: string })
  | (Common & {
      command: 'questions';
      /** Null to list what programs of the system ask. */
      id: string | null;
    })
  /** Null to read them; words as on the kernel's command line to keep those instead. */
  | (Common & { command: 'preferences'; save: string | null })
  | (Common & { command: 'reboot' })
  | (Common & { command: 'settle' })
  | ({ command: 'compare-versions' } & Comparison)
  | { command: 'menu' }
  | { command: 'serve' }
  | { command: 'help'; topic: CommandName | null }
  | { command: 'version' };

export type InvocationOf<C extends Invocation['command']> = Extract<Invocation, { command: C }>;

/** The commands that do something themselves, at home or in the service. */
export type WorkInvocation = Exclude<
  Invocation,
  { command: 'help' | 'version' | 'compare-versions' | 'menu' | 'serve' }
>;

export const isWork = (invocation: Invocation): invocation is WorkInvocation =>
  !['help', 'version', 'compare-versions', 'menu', 'serve'].includes(invocation.command);

/** Whether a command begins by looking at the disks of this machine, whatever it does then. */
export const looksAtDisks = (invocation: WorkInvocation): boolean =>
  ['inspect', 'plan', 'report'].includes(invocation.command) &&
  'where' in invocation &&
  invocation.where.kind === 'running';

const flag = { type: 'boolean' } as const;
const value = { type: 'string' } as const;
const directories = { root: value, esp: value, xbootldr: value };
const options: Record<CommandName, NonNullable<ParseArgsConfig['options']>> = {
  inspect: {
    json: flag,
    brief: flag,
    explain: value,
    arch: value,
    scope: value,
    image: value,
    verify: flag,
    ...directories,
  },
  plan: { json: flag, to: value, ...directories },
  apply: { json: flag, resume: flag, operator: value, ...directories },
  undo: { json: flag, operator: value, ...directories },
  unlock: { json: flag, method: value, list: flag, 'read-only': flag, writable: flag },
  lock: { json: flag },
  questions: { json: flag },
  report: { json: flag, ...directories },
  history: { json: flag, ...directories },
  preferences: { json: flag, save: value, ...directories },
  reboot: { json: flag },
  settle: { json: flag },
  'compare-versions': {},
  menu: {},
  serve: {},
};

const isCommandName = (word: string): word is CommandName =>
  (commandNames as readonly string[]).includes(word);

const misuse = (command: CommandName | null, argument: string) =>
  fail('ARGS-01', { argument, command: command ?? '' });

type Values = Record<string, string | boolean | undefined>;

function toWhere(values: Values): Where {
  const directory = (name: string) => (values[name] as string | undefined) ?? null;
  const [root, esp, xbootldr] = [directory('root'), directory('esp'), directory('xbootldr')];
  if (root === null && esp === null && xbootldr === null) return { kind: 'running' };
  return { kind: 'directories', root, esp, xbootldr };
}

function toInspect(common: Common, values: Values): Result<Invocation> {
  const command = 'inspect';
  const architecture = values['arch'] as string | undefined;
  if (architecture !== undefined && !isArchitecture(architecture))
    return misuse(command, '--arch must be a name such as x86-64 or arm64');
  const scope = scopes.find((each) => each === values['scope']);
  if (values['scope'] !== undefined && scope === undefined)
    return misuse(command, `--scope must be one of ${scopes.join(', ')}`);
  if (values['image'] !== undefined && (values['esp'] ?? values['xbootldr']) !== undefined)
    return misuse(
      command,
      '--image brings its own boot partitions: --esp and --xbootldr exclude it',
    );
  const root = (values['root'] as string | undefined) ?? null;
  const path = values['image'] as string | undefined;
  const subject: Subject = path === undefined ? common.where : { kind: 'image', path, root };
  const judging = {
    ...(architecture && { architecture }),
    ...(scope && { scope }),
    ...(values['verify'] === true && { verify: true }),
  };
  return ok({
    ...common,
    command,
    where: { ...subject, ...judging },
    isBrief: values['brief'] === true,
    explainId: (values['explain'] as string | undefined) ?? null,
  });
}

function toUnlock(common: Common, values: Values, device: string | undefined): Result<Invocation> {
  const command = 'unlock';
  const wanted = values['method'] ?? 'auto';
  const method = wantedMethods.find((each) => each === wanted);
  if (method === undefined)
    return misuse(command, `--method must be one of ${wantedMethods.join(', ')}`);
  const isWritable = values['writable'] === true;
  if (isWritable && values['read-only'] === true)
    return misuse(command, '--read-only and --writable exclude each other');
  if (device === undefined && values['list'] !== true) return misuse(command, 'DEVICE is missing');
  if (device !== undefined && values['list'] === true)
    return misuse(command, '--list takes no DEVICE');
  return ok({ ...common, command, device: device ?? null, method, isWritable });
}

/** Who asks for it, as typed; what is longer than a name is cut. */
function toOperator(values: Values): string | null {
  const name = ((values['operator'] as string | undefined) ?? '').trim().slice(0, 80);
  return name === '' ? null : name;
}

function toComparison(words: string[]): Result<Invocation> {
  const command = 'compare-versions';
  const [a, ...others] = words;
  const b = others.pop();
  if (a === undefined || b === undefined) return misuse(command, 'A and B are needed');
  const [operator = null, extra] = others;
  if (extra !== undefined) return misuse(command, `“${b}” is one word too many`);
  if (operator !== null && !isOperator(operator))
    return misuse(command, `“${operator}” is not an operator`);
  return ok({ command, a, b, operator });
}

function toInvocation(
  command: CommandName,
  values: Values,
  positionals: string[],
): Result<Invocation> {
  const common: Common = { json: values['json'] === true, where: toWhere(values) };
  if (command === 'compare-versions') return toComparison(positionals);
  const [first, ...rest] = positionals;
  const takesOne: CommandName[] = ['plan', 'apply', 'unlock', 'lock', 'questions'];
  const extra = takesOne.includes(command) ? rest[0] : first;
  if (extra !== undefined) return misuse(command, `“${extra}” is one word too many`);
  switch (command) {
    case 'plan': {
      if (first === undefined || !isGoal(first))
        return misuse(command, `GOAL must be one of ${goals.join(', ')}`);
      const target = (values['to'] as string | undefined) ?? null;
      if (target === '') return misuse(command, '--to needs an ID');
      return ok({ ...common, command, goal: first, target });
    }
    case 'apply': {
      const isResumed = values['resume'] === true;
      if (first === undefined && !isResumed) return misuse(command, 'PLAN-FILE is missing');
      if (first !== undefined && isResumed) return misuse(command, '--resume takes no PLAN-FILE');
      return ok({ ...common, command, planPath: first ?? null, operator: toOperator(values) });
    }
    case 'undo':
      return ok({ ...common, command, operator: toOperator(values) });
    case 'unlock':
      return toUnlock(common, values, first);
    case 'lock':
      if (first === undefined) return misuse(command, 'DEVICE is missing');
      return ok({ ...common, command, device: first });
    case 'preferences':
      return ok({ ...common, command, save: (values['save'] as string | undefined) ?? null });
    case 'questions':
      return ok({ ...common, command, id: first ?? null });
    case 'inspect':
      return toInspect(common, values);
    case 'menu':
    case 'serve':
      return ok({ command });
    default:
      return ok({ ...common, command });
  }
}

/** Understands a command line (without program names); ARGS-01 names the argument that is wrong. */
export function parseArguments(argv: readonly string[]): Result<Invocation> {
  const [word, ...args] = argv;
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    const topic = args[0];
    return ok({ command: 'help', topic: topic && isCommandName(topic) ? topic : null });
  }
  if (word === '--version') return ok({ command: 'version' });
  if (!isCommandName(word)) return misuse(null, `“${word}” is not a command`);
  const help = { help: { type: 'boolean', short: 'h' } } as const;
  try {
    const parsed = parseArgs({
      args,
      options: { ...options[word], ...help },
      allowPositionals: true,
    });
    const values = parsed.values as Values;
    if (values['help'] === true) return ok({ command: 'help', topic: word });
    return toInvocation(word, values, parsed.positionals);
  } catch (error) {
    // parseArgs() throws one sentence that names the option, then general advice.
    const sentence = (error as Error).message.split('. ')[0] ?? '';
    return misuse(word, sentence.replace(/\.$/, ''));
  }
}

import {
  createDomainFormatter,
  isMessageId,
  type DomainFormatter,
} from '../core/messages/domain.ts';
import type { Result } from '../core/result.ts';
import type { InvocationOf, WorkInvocation } from './arguments.ts';
import type { Command, Outcome } from './commands/command.ts';
import type { Io } from './io/io.ts';
import { reportFailure } from './report-failure.ts';
import { layOut, wrap } from './text/layout.ts';
import { describeUnlockView } from './text/unlock-text.ts';

type WorkName = WorkInvocation['command'];

/** Where each command is; only the one that is run is loaded. */
const commands: { [C in WorkName]: () => Promise<Command<C>> } = {
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  plan: async () => (await import('./commands/plan.ts')).plan,
  apply: async () => (await import('./commands/apply.ts')).apply,
  undo: async () => (await import('./commands/undo.ts')).undo,
  unlock: async () => (await import('./commands/unlock.ts')).unlock,
  lock: async () => (await import('./commands/lock.ts')).lock,
  questions: async () => (await import('./commands/questions.ts')).questions,
  report: async () => (await import('./commands/report.ts')).report,
  history: async () => (await import('./commands/history.ts')).history,
  preferences: async () => (await import('./commands/preferences.ts')).preferences,
  reboot: async () => (await import('./commands/reboot.ts')).reboot,
  settle: async () => (await import('./commands/settle.ts')).settle,
};

async function dispatch<C extends WorkName>(
  name: C,
  invocation: InvocationOf<C>,
  io: Io,
  say: DomainFormatter,
): Promise<Result<Outcome>> {
  const command: Command<C> = await commands[name]();
  return command(invocation, io, say);
}

/** What changes something says at this terminal which step it is at; other commands are quick. */
function withNarration(io: Io, say: DomainFormatter): Io {
  let lastLines: string[] = [];
  return {
    ...io,
    emit: (event) => {
      io.emit(event);
      if (event.type === 'unlock') {
        const lines = describeUnlockView(event.view, say);
        // A view repeats what was said before it, so that a screen that comes late shows it too.
        for (const line of lines.filter((one) => !lastLines.includes(one)))
          io.out(`${wrap(line, io.columns, '- ')}\n`);
        lastLines = lines;
      }
      if (event.type !== 'step' || !isMessageId(event.message)) return;
      const sentence = say(event.message, event.params);
      if (event.state === 'running') io.out(`${wrap(sentence, io.columns, '- ')}\n`);
      if (event.state === 'failed') io.out(`${wrap(sentence, io.columns, '! ')}\n`);
    },
  };
}

const isLong = ({ command, json }: WorkInvocation) =>
  !json && (command === 'apply' || command === 'undo' || command === 'unlock');

/** Runs one command and prints what came of it; returns the exit code: 0, 1, or 2 for wrong use. */
export async function runCommand(invocation: WorkInvocation, io: Io): Promise<number> {
  const say = createDomainFormatter(io.language);
  const narrating = isLong(invocation) ? withNarration(io, say) : io;
  const result = await dispatch(invocation.command, invocation, narrating, say);
  if (!result.ok) return reportFailure(result.failure, invocation.json, io);
  const { value, sections, failure } = result.value;
  io.emit({ type: 'result', value });
  if (invocation.json) io.out(`${JSON.stringify(value, null, io.isTerminal ? 2 : 0)}\n`);
  else if (sections.length > 0) io.out(layOut(sections, io));
  return failure === undefined ? 0 : reportFailure(failure, false, io);
}

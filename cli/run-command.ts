import { createDomainFormatter, describeFailure, isMessageId } from '../core/messages/domain.ts';
import { type Failure, type Result } from '../core/result.ts';
import type { Invocation } from './arguments.ts';
import { apply } from './commands/apply.ts';
import type { InvocationOf, Outcome } from './commands/command.ts';
import { history } from './commands/history.ts';
import { inspect } from './commands/inspect.ts';
import { lock } from './commands/lock.ts';
import { plan } from './commands/plan.ts';
import { questions } from './commands/questions.ts';
import { preferences } from './commands/preferences.ts';
import { reboot } from './commands/reboot.ts';
import { report } from './commands/report.ts';
import { settle } from './commands/settle.ts';
import { undo } from './commands/undo.ts';
import { unlock } from './commands/unlock.ts';
import type { Io } from './io/io.ts';
import { layOut, wrap } from './text/layout.ts';
import { describeUnlockView } from './text/unlock-text.ts';

/** The commands that do something themselves, at home or in the service. */
export type WorkInvocation = InvocationOf<
  | 'inspect'
  | 'plan'
  | 'apply'
  | 'undo'
  | 'unlock'
  | 'lock'
  | 'questions'
  | 'report'
  | 'history'
  | 'reboot'
  | 'preferences'
  | 'settle'
>;

export const isWork = (invocation: Invocation): invocation is WorkInvocation =>
  !['help', 'version', 'compare-versions', 'menu', 'serve'].includes(invocation.command);

function dispatch(invocation: WorkInvocation, io: Io): Promise<Result<Outcome>> {
  const say = createDomainFormatter(io.language);
  switch (invocation.command) {
    case 'inspect':
      return inspect(invocation, io, say);
    case 'plan':
      return plan(invocation, io, say);
    case 'apply':
      return apply(invocation, io, say);
    case 'undo':
      return undo(invocation, io, say);
    case 'unlock':
      return unlock(invocation, io, say);
    case 'lock':
      return lock(invocation, io, say);
    case 'questions':
      return questions(invocation, io, say);
    case 'report':
      return report(invocation, io, say);
    case 'history':
      return history(invocation, io, say);
    case 'preferences':
      return preferences(invocation, io, say);
    case 'reboot':
      return reboot(invocation, io, say);
    case 'settle':
      return settle(invocation, io, say);
  }
}

/** What a tool said keeps its own spacing, unless it is too long for a line. */
const indent = (line: string, columns: number) =>
  line.length + 2 > columns ? wrap(line, columns, '  ') : `  ${line}`;

/** A failure as a person reads it: what happened, what was not changed, the next safe step. */
export function formatFailure(failure: Failure, io: Pick<Io, 'language' | 'columns'>): string {
  const { what, unchanged, next } = describeFailure(createDomainFormatter(io.language), failure);
  const columns = Math.min(io.columns, 100);
  const lines = [
    wrap(`${what} (${failure.code})`, columns),
    wrap(unchanged, columns),
    wrap(next, columns),
    ...(failure.detail === ''
      ? []
      : failure.detail.split('\n').map((line) => indent(line, columns))),
  ];
  return `${lines.join('\n')}\n`;
}

const exitCodeOf = (failure: Failure) => (failure.code.startsWith('ARGS-') ? 2 : 1);

/** Tells of a failure in every way there is, and returns the exit code. */
export function reportFailure(failure: Failure, isJson: boolean, io: Io): number {
  io.emit({ type: 'failure', failure });
  if (isJson) io.out(`${JSON.stringify({ failure })}\n`);
  io.err(formatFailure(failure, io));
  return exitCodeOf(failure);
}

/** What changes something says at this terminal which step it is at; other commands are quick. */
function withNarration(io: Io): Io {
  const say = createDomainFormatter(io.language);
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
  const result = await dispatch(invocation, isLong(invocation) ? withNarration(io) : io);
  if (!result.ok) return reportFailure(result.failure, invocation.json, io);
  const { value, sections, failure } = result.value;
  io.emit({ type: 'result', value });
  if (invocation.json) io.out(`${JSON.stringify(value, null, 2)}\n`);
  else if (sections.length > 0) io.out(layOut(sections, io));
  if (failure === undefined) return 0;
  io.emit({ type: 'failure', failure });
  io.err(formatFailure(failure, io));
  return exitCodeOf(failure);
}

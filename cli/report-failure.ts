import { createDomainFormatter, describeFailure } from '../core/messages/domain.ts';
import type { Failure } from '../core/result.ts';
import type { Io } from './io/io.ts';
import { wrap } from './text/layout.ts';

/** What a tool said keeps its own spacing, unless it is too long for a line. */
const indent = (line: string, columns: number) =>
  line.length + 2 > columns ? wrap(line, columns, '  ') : `  ${line}`;

/** A failure as a person reads it: what happened, what was not changed, the next safe step. */
function formatFailure(failure: Failure, io: Pick<Io, 'language' | 'columns'>): string {
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

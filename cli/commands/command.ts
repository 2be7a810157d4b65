/**
 * A command turns an invocation into an outcome: the value that `--json` prints and that goes to the
 * channel as the result, the text for the person, and, where the work was done only in part, the
 * failure beside it. Commands print nothing themselves; run-command.ts does, the same for all.
 */
import type { Failure, Result } from '../../core/result.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { Invocation, InvocationOf } from '../arguments.ts';
import type { Io } from '../io/io.ts';
import type { Section } from '../text/layout.ts';

export interface Outcome {
  value: unknown;
  sections: Section[];
  /** Set where the value tells of something that did not succeed; the exit code is then 1. */
  failure?: Failure;
}

export type Command<C extends Invocation['command']> = (
  invocation: InvocationOf<C>,
  io: Io,
  say: DomainFormatter,
) => Promise<Result<Outcome>>;

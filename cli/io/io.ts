/**
 * A command sees the world through its Io: text for the person, events for programs, questions that
 * somebody answers. The same command runs *local* (Io is this terminal and perhaps a channel),
 * *served* (Io is the client at the other end of the service's socket) and from the client's side,
 * which only relays. So no command knows who called it.
 */
import type { JobEvent, Question } from '../../core/contract/job.ts';
import type { Language } from '../../core/contract/settings.ts';
import type { Result } from '../../core/result.ts';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  emit(event: JobEvent): void;
  /** The answer to a question; null when it was cancelled or `signal` ended the waiting. */
  ask(question: Question, signal: AbortSignal): Promise<string | null>;
  /** The text of a file that the caller named, "-" for its standard input; ARGS-02 otherwise. */
  readInput(path: string): Promise<Result<string>>;
  readonly columns: number;
  /** Whether `out` goes to a person's terminal, not into a file or a program. */
  readonly isTerminal: boolean;
  readonly hasColour: boolean;
  readonly language: Language;
  /** Aborted when the person cancels or the client goes away. */
  readonly signal: AbortSignal;
}

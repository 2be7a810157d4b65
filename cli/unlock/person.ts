import type { Question } from '../../core/contract/job.ts';
import type { Io } from '../io/io.ts';

export type Asked = Omit<Question, 'id' | 'subject' | 'choices' | 'isStanding'> &
  Partial<Pick<Question, 'choices' | 'isStanding'>>;

/**
 * Puts a question to whoever is there, the terminal and the screens at once; the first answer wins.
 * Null when somebody stopped, or when `signal` closed the question.
 */
export async function askPerson(
  io: Io,
  subject: string,
  asked: Asked,
  signal: AbortSignal,
): Promise<string | null> {
  const question: Question = {
    choices: [],
    isStanding: false,
    ...asked,
    id: crypto.randomUUID(),
    subject,
  };
  io.emit({ type: 'question', question });
  const answer = await io.ask(question, AbortSignal.any([signal, io.signal]));
  io.emit({ type: 'question-closed', id: question.id });
  return answer;
}

/** A CTAP2 PIN has at least four characters, so a shorter one isn't worth one of the token's tries. */
const minPinCharacters = 4;

/** Whether a text can be an answer at all; one that can't is asked for again and costs no try. */
export function canBeAnswer(kind: Question['kind'], text: string): boolean {
  return kind === 'pin' ? Array.from(text).length >= minPinCharacters : text !== '';
}

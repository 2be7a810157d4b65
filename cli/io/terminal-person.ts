/**
 * The person at the terminal. A secret is typed without echo; a choice is one key. A *standing* choice
 * listens in the background: while nothing is typed its numbers work at once, and at a prompt Tab
 * brings it to the front. So another way is one key press away whatever the job waits for. Lines fit
 * the terminal's width, 40 columns on a braille display, and what is wanted stands on the last one.
 */
import type { Choice, Question } from '../../core/contract/job.ts';
import type { Language } from '../../core/contract/settings.ts';
import { createDomainFormatter, type DomainFormatter } from '../../core/messages/domain.ts';
import { wrap } from '../text/layout.ts';
import { isStop, type Keys } from './keys.ts';
import { promptSecret } from './secret-prompt.ts';

interface Standing {
  choices: readonly Choice[];
  resolve: (id: string | null) => void;
}

/** The lines that ask a question; the last one stands before what is typed. */
export function describeQuestion(question: Question, say: DomainFormatter): string[] {
  const { retry, isUntried, triesLeft, kind, subject } = question;
  const isToken = kind === 'pin';
  const isLast = isToken && triesLeft === 1;
  const untried = kind === 'recovery-key' ? 'unlock.not-a-key' : 'unlock.not-tried';
  return [
    ...(retry ? [say(isUntried ? untried : 'unlock.wrong')] : []),
    ...((retry || isToken) && triesLeft !== null
      ? [say('unlock.tries-left', { count: triesLeft })]
      : []),
    ...(isLast ? [say('unlock.last-try')] : []),
    say(`unlock.ask.${kind}`, { subject }),
  ];
}

export class TerminalPerson {
  readonly #keys: Keys;
  readonly #write: (text: string) => void;
  readonly #say: DomainFormatter;
  readonly #columns: number;
  #standing: Standing | null = null;
  /** What stands before the secret that is typed now. */
  #label: string | null = null;

  constructor(keys: Keys, write: (text: string) => void, language: Language, columns: number) {
    this.#keys = keys;
    this.#write = write;
    this.#columns = columns;
    this.#say = createDomainFormatter(language);
  }

  /** What the person types, or the id of what they choose; null when they stop or `signal` ends it. */
  ask(question: Question, signal: AbortSignal): Promise<string | null> {
    return question.kind === 'method'
      ? this.#choose(question, signal)
      : this.#askSecret(question, signal);
  }

  async #askSecret(question: Question, signal: AbortSignal): Promise<string | null> {
    const hint = this.#standing === null ? [] : [this.#say('unlock.keys.prompt')];
    const lines = [...hint, ...describeQuestion(question, this.#say)];
    // Two columns stay free for what stands behind the last line.
    const label = lines.map((line) => wrap(line, this.#columns - 2)).join('\n');
    this.#label = label;
    const onTab = () => this.#standing !== null && this.#bringToFront(label, signal);
    const secret = await promptSecret({
      keys: this.#keys,
      write: this.#write,
      label,
      signal,
      onTab,
    });
    this.#label = null;
    return secret;
  }

  /** The standing choice before the prompt: one key takes it, any other key goes back. */
  #bringToFront(label: string, signal: AbortSignal): void {
    this.#write(`\n${this.#list(this.#standing?.choices ?? [])}\n`);
    const leave = () => {
      stopListening();
      signal.removeEventListener('abort', leave);
    };
    signal.addEventListener('abort', leave);
    const stopListening = this.#keys.listen((typed) => {
      leave();
      const standing = this.#standing;
      const chosen = standing?.choices[Number(typed) - 1];
      if (standing && chosen) standing.resolve(chosen.id);
      else this.#write(`${label}: `);
    });
  }

  #choose(question: Question, signal: AbortSignal): Promise<string | null> {
    const { choices, isStanding } = question;
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(null);
        return;
      }
      const finish = (id: string | null) => {
        stopListening();
        signal.removeEventListener('abort', onEnd);
        if (this.#standing?.resolve === finish) this.#standing = null;
        resolve(id);
      };
      const onEnd = () => finish(null);
      if (isStanding) this.#standing = { choices, resolve: finish };
      const hint = this.#say(isStanding ? 'unlock.keys.waiting' : 'unlock.ask.method');
      if (!isStanding || this.#label === null)
        this.#write(`${this.#list(choices)}\n${wrap(hint, this.#columns)}\n`);
      // A stick with a key came while one is typed: that is worth the interruption.
      else if (choices.some(({ kind }) => kind === 'file'))
        this.#write(`\n${this.#list(choices)}\n${this.#label}: `);
      const stopListening = this.#keys.listen(
        (typed) => {
          const chosen = choices[Number(typed) - 1];
          if (chosen) finish(chosen.id);
          else if (isStop(typed)) finish(null);
        },
        isStanding ? 'background' : 'front',
      );
      signal.addEventListener('abort', onEnd);
    });
  }

  #list(choices: readonly Choice[]): string {
    return choices
      .map(({ kind, name }, i) => {
        const words =
          kind === 'file'
            ? this.#say('unlock.choice.file', { name })
            : this.#say(`unlock.choice.${kind}`);
        return wrap(words, this.#columns, `${String(i + 1)}. `);
      })
      .join('\n');
  }
}

/**
 * The person at the terminal. A secret is typed without echo; a choice is one key. A *standing* choice
 * listens in the background: while nothing is typed its numbers work at once, and at a prompt Tab
 * brings it to the front. So another way is one key press away whatever the job waits for.
 */
import type { Choice, Question } from '../../core/contract/job.ts';
import type { Language } from '../../core/contract/settings.ts';
import { createDomainFormatter, type DomainFormatter } from '../../core/messages/domain.ts';
import { isStop, type Keys } from './keys.ts';
import { promptSecret } from './secret-prompt.ts';

interface Standing {
  choices: readonly Choice[];
  resolve: (id: string | null) => void;
}

/** The lines that ask a question; the last one stands before what is typed. */
export function describeQuestion(question: Question, say: DomainFormatter): string[] {
  const { retry, triesLeft, kind, subject } = question;
  const isToken = kind === 'pin';
  const isLast = isToken && triesLeft === 1;
  return [
    ...(retry ? [say('unlock.wrong')] : []),
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
  #standing: Standing | null = null;
  #isPrompting = false;

  constructor(keys: Keys, write: (text: string) => void, language: Language) {
    this.#keys = keys;
    this.#write = write;
    this.#say = createDomainFormatter(language);
  }

  /** What the person types, or the id of what they choose; null when they stop or `signal` ends it. */
  ask(question: Question, signal: AbortSignal): Promise<string | null> {
    return question.kind === 'method'
      ? this.#choose(question, signal)
      : this.#askSecret(question, signal);
  }

  async #askSecret(question: Question, signal: AbortSignal): Promise<string | null> {
    this.#isPrompting = true;
    const hint = this.#standing === null ? [] : [this.#say('unlock.keys.prompt')];
    const label = [...hint, ...describeQuestion(question, this.#say)].join('\n');
    const onTab = () => this.#standing !== null && this.#bringToFront(label, signal);
    const secret = await promptSecret({
      keys: this.#keys,
      write: this.#write,
      label,
      signal,
      onTab,
    });
    this.#isPrompting = false;
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
      if (!isStanding || !this.#isPrompting) {
        const hint = this.#say(isStanding ? 'unlock.keys.waiting' : 'unlock.ask.method');
        this.#write(`${this.#list(choices)}\n${hint}\n`);
      }
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
        return `  ${String(i + 1)}. ${words}`;
      })
      .join('\n');
  }
}

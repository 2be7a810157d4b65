/**
 * The ways beside the one that is tried now. While an attempt runs they are a *standing* question: it
 * can be answered at any moment, nobody has to, and it is the only way in which a person changes the
 * method. After an attempt that failed they are what has to be chosen.
 */
import type { Choice } from '../../core/contract/job.ts';
import type { UnlockMethod } from '../../core/unlock/methods.ts';
import type { Io } from '../io/io.ts';
import type { KeyFileSearch } from './key-file-search.ts';
import { askPerson } from './person.ts';

/** A terminal takes a choice with one key, so there are at most nine. */
const maxFiles = 5;

/** What the person wants instead of what runs. */
export type Wish =
  { kind: 'method'; method: UnlockMethod } | { kind: 'file'; index: number } | { kind: 'stop' };

const toMethodChoice = (method: UnlockMethod): Choice => ({ id: method, kind: method, name: '' });
const toFileChoice = (name: string, index: number): Choice => ({
  id: `file-${String(index)}`,
  kind: 'file',
  name,
});

interface OtherWaysOptions {
  io: Io;
  subject: string;
  methods: readonly UnlockMethod[];
  files: KeyFileSearch;
}

export class OtherWays {
  readonly #options: OtherWaysOptions;
  #standing: AbortController | null = null;

  constructor(options: OtherWaysOptions) {
    this.#options = options;
  }

  /** Opens the standing question anew beside this method; `onWish` hears the answer. */
  offer(beside: UnlockMethod, onWish: (wish: Wish) => void): void {
    this.close();
    const choices = this.#list(beside);
    if (choices.length === 0) return;
    const { io, subject } = this.#options;
    const closed = new AbortController();
    this.#standing = closed;
    const asked = { kind: 'method' as const, retry: false, triesLeft: null, choices };
    void askPerson(io, subject, { ...asked, isStanding: true }, closed.signal).then((id) => {
      if (closed.signal.aborted || io.signal.aborted) return;
      onWish(this.#toWish(id));
    });
  }

  close(): void {
    this.#standing?.abort();
    this.#standing = null;
  }

  /** How to go on after this method failed, the same again among it; `ended` counts as a stop. */
  async choose(failed: UnlockMethod, ended: AbortSignal): Promise<Wish> {
    this.close();
    const { io, subject } = this.#options;
    const retry: Choice = { id: 'retry', kind: 'retry', name: '' };
    const choices = [retry, ...this.#list(failed).filter(({ kind }) => kind !== 'file')];
    const asked = { kind: 'method' as const, retry: false, triesLeft: null, choices };
    const id = await askPerson(io, subject, asked, ended);
    return id === 'retry' ? { kind: 'method', method: failed } : this.#toWish(id);
  }

  #list(beside: UnlockMethod): Choice[] {
    const { methods, files } = this.#options;
    const names = beside === 'recovery-key' ? files.names.slice(0, maxFiles) : [];
    const others = methods.filter((method) => method !== beside);
    return [...names.map(toFileChoice), ...others.map(toMethodChoice)];
  }

  #toWish(id: string | null): Wish {
    const { methods, files } = this.#options;
    const method = methods.find((one) => one === id);
    if (method !== undefined) return { kind: 'method', method };
    const index = files.names.map(toFileChoice).findIndex((choice) => choice.id === id);
    return index < 0 ? { kind: 'stop' } : { kind: 'file', index };
  }
}

/**
 * The job that unlocks one volume. It runs attempts (one helper, one method each) until the volume is
 * open or the person stops. Beside it: the *narrator* says where the job stands, the *secret asker*
 * asks for what the helper wants, the *other ways* stand open the whole time, the *token watch* looks
 * at what is plugged in. What comes after an attempt that failed is decided in core (next-step.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { getFailureParams } from '../../core/unlock/end-of-run.ts';
import { listMethods, type UnlockMethod, type WantedMethod } from '../../core/unlock/methods.ts';
import { decideNext, noMishaps } from '../../core/unlock/next-step.ts';
import type { UnlockState } from '../../core/unlock/unlock-state.ts';
import type { Io } from '../io/io.ts';
import { startAttempt, type Attempt } from './attempt.ts';
import { getVolumeName } from './device.ts';
import { KeyFileSearch } from './key-file-search.ts';
import { Narrator } from './narrator.ts';
import { OtherWays, type Wish } from './other-ways.ts';
import { SecretAsker } from './secret-asker.ts';
import { awaitsToken, TokenWatch } from './token-watch.ts';
import type { KnownCredentials } from './tokens.ts';

export interface UnlockOptions {
  partition: Partition;
  /** The name of the mapping. */
  name: string;
  wanted: WantedMethod;
  isReadOnly: boolean;
  known: KnownCredentials;
  io: Io;
}

export interface Opened {
  /** The path of the mapping. */
  openedAs: string;
  method: UnlockMethod;
}

class UnlockJob {
  readonly #options: UnlockOptions;
  readonly #subject: string;
  readonly #methods: UnlockMethod[];
  readonly #files: KeyFileSearch;
  readonly #narrator: Narrator;
  readonly #tokens: TokenWatch;
  readonly #secrets: SecretAsker;
  readonly #ways: OtherWays;
  #attempt: Attempt | null = null;
  /** What the person wants instead of the attempt that runs. */
  #wish: Wish | null = null;
  #asking: AbortController | null = null;
  #lastPhase: UnlockState['phase'] | null = null;

  constructor(options: UnlockOptions) {
    this.#options = options;
    const { io, partition, known } = options;
    const subject = getVolumeName(partition);
    this.#subject = subject;
    this.#methods = partition.luks === null ? ['passphrase'] : listMethods(partition.luks);
    this.#files = new KeyFileSearch(() => this.#offerOtherWays());
    this.#narrator = new Narrator(io, subject);
    this.#tokens = new TokenWatch(known);
    this.#secrets = new SecretAsker({
      io,
      subject,
      narrator: this.#narrator,
      tokens: this.#tokens,
    });
    this.#ways = new OtherWays({ io, subject, methods: this.#methods, files: this.#files });
  }

  async run(): Promise<Result<Opened>> {
    const { wanted, io } = this.#options;
    const first = wanted === 'auto' ? this.#methods[0] : wanted;
    if (first === undefined || !this.#canUse(first))
      return fail('UNLOCK-17', { device: this.#subject });
    const stop = () => this.#attempt?.feed({ kind: 'stop' });
    io.signal.addEventListener('abort', stop);
    if (this.#methods.includes('fido2')) this.#tokens.start();
    try {
      return await this.#runAttempts(first);
    } finally {
      io.signal.removeEventListener('abort', stop);
      this.#tokens.stop();
      this.#asking?.abort();
      this.#ways.close();
      this.#secrets.forgetPin();
      await this.#files.close();
    }
  }

  /** A person may know a passphrase or a recovery key that the header doesn't name. */
  #canUse(method: UnlockMethod): boolean {
    return method === 'passphrase' || method === 'recovery-key' || this.#methods.includes(method);
  }

  async #runAttempts(first: UnlockMethod): Promise<Result<Opened>> {
    const { wanted, io, name } = this.#options;
    let method = first;
    let mishaps = noMishaps;
    for (;;) {
      const { state, detail } = await this.#runAttempt(method);
      if (state.phase === 'unlocked') return ok({ openedAs: `/dev/mapper/${name}`, method });
      const { failure } = fail(
        state.code ?? 'UNLOCK-05',
        { device: this.#subject, ...getFailureParams(state) },
        detail,
      );
      if (this.#wish?.kind === 'method') {
        method = this.#wish.method;
        this.#narrator.note = 'unlock.note.switched';
        continue;
      }
      const isAuto = wanted === 'auto';
      const step = decideNext({ state, mishaps, methods: this.#methods, isAuto });
      if (io.signal.aborted || step.kind === 'end') return { ok: false, failure };
      if (step.kind === 'again') {
        mishaps = step.mishaps;
        if (step.keepsPin) this.#secrets.repeatPin();
        this.#narrator.note = step.announce;
        await sleep(step.waitMs, null, { signal: io.signal }).catch(() => null);
      } else if (step.kind === 'method') {
        this.#narrator.tell(state, failure);
        // Nobody chose this, and the failure itself is gone from the screen in a moment.
        this.#narrator.recall(failure);
        method = step.method;
      } else {
        const chosen = await this.#choose(state, failure);
        if (chosen === null) return { ok: false, failure };
        method = chosen;
        mishaps = noMishaps;
      }
    }
  }

  async #runAttempt(method: UnlockMethod) {
    const { partition, name, isReadOnly, io } = this.#options;
    this.#wish = null;
    this.#lastPhase = null;
    const attempt = startAttempt({
      method,
      device: partition.path,
      name,
      isReadOnly,
      onState: (state) => this.#onState(state),
    });
    this.#attempt = attempt;
    this.#tokens.follow(attempt);
    this.#narrator.tell(attempt.state);
    this.#offerOtherWays();
    if (method === 'recovery-key') this.#files.start();
    if (io.signal.aborted) attempt.feed({ kind: 'stop' });
    const ended = await attempt.ended;
    this.#asking?.abort();
    this.#asking = null;
    this.#files.stop();
    this.#narrator.note = null;
    return ended;
  }

  #onState(state: UnlockState): void {
    const attempt = this.#attempt;
    if (attempt === null) return;
    const arrives = awaitsToken(state) && this.#lastPhase !== state.phase;
    this.#lastPhase = state.phase;
    if (arrives) void this.#tokens.look(attempt);
    if (state.isAsking && this.#asking === null) {
      this.#asking = new AbortController();
      void this.#secrets.ask(attempt, this.#asking.signal);
    } else if (!state.isAsking && this.#asking !== null) {
      this.#asking.abort();
      this.#asking = null;
    }
    if (!state.isAsking) this.#narrator.tell(state);
  }

  #offerOtherWays(): void {
    const attempt = this.#attempt;
    if (attempt === null) return;
    this.#ways.offer(attempt.state.method, (wish) => {
      if (wish.kind === 'file') {
        void attempt.answer(this.#files.take(wish.index));
        this.#offerOtherWays();
        return;
      }
      this.#wish = wish;
      attempt.feed({ kind: 'stop' });
    });
  }

  /** After a failure: the person chooses how to go on, or plugs a token in. Null to stop. */
  async #choose(state: UnlockState, failure: Failure): Promise<UnlockMethod | null> {
    this.#narrator.tell(state, failure);
    const cameBack = new AbortController();
    if (state.method === 'fido2') this.#tokens.onCame = () => cameBack.abort();
    const wish = await this.#ways.choose(state.method, cameBack.signal);
    this.#tokens.onCame = () => undefined;
    if (cameBack.signal.aborted) {
      this.#narrator.note = 'unlock.note.token-back';
      return state.method;
    }
    return wish.kind === 'method' ? wish.method : null;
  }
}

/** Unlocks the volume; UNLOCK-01 to -17 with what the helper said as detail. */
export const runUnlockJob = (options: UnlockOptions): Promise<Result<Opened>> =>
  new UnlockJob(options).run();

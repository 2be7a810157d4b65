/**
 * The job that unlocks one volume. It runs attempts (one helper, one method each) until the volume is
 * open or the person stops. Beside whatever an attempt asks, a *standing* question offers the other
 * ways: it can be answered at any moment, also while a token is awaited, and is the only way in which
 * the method changes by a person's hand. What comes after an attempt that failed is decided in core
 * (next-step.ts). Tokens are looked at only while the helper leaves them alone: when it waits for one,
 * and while it waits for a PIN.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice, Question, UnlockView, WantedMethod } from '../../core/contract/job.ts';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { listMethods, type UnlockMethod } from '../../core/unlock/methods.ts';
import { decideNext, noMishaps } from '../../core/unlock/next-step.ts';
import { normalizeRecoveryKey } from '../../core/unlock/recovery-key.ts';
import { getFailureParams, type UnlockState } from '../../core/unlock/unlock-state.ts';
import { viewState } from '../../core/unlock/view.ts';
import type { Io } from '../io/io.ts';
import { startAttempt, type Attempt } from './attempt.ts';
import { getMappingName, getVolumeName } from './device.ts';
import { KeyFileSearch } from './key-file-search.ts';
import { askPerson, canBeAnswer } from './person.ts';
import { lookAtTokens, watchTokens, type KnownCredentials } from './tokens.ts';

/** After a token came, the helper looks at it first; then it is our turn. */
const helpersTurnMs = 1200;

export interface UnlockOptions {
  partition: Partition;
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

type Wish = { kind: 'method'; method: UnlockMethod } | { kind: 'stop' };

/** What the person types for each method. */
const secretOf = {
  fido2: 'pin',
  tpm2: 'tpm2-pin',
  passphrase: 'passphrase',
  'recovery-key': 'recovery-key',
} as const satisfies Record<UnlockMethod, Question['kind']>;

const awaitsToken = ({ phase }: UnlockState) => phase === 'insert-token' || phase === 'wrong-token';

class UnlockJob {
  readonly #options: UnlockOptions;
  readonly #subject: string;
  readonly #methods: UnlockMethod[];
  readonly #files: KeyFileSearch;
  #attempt: Attempt | null = null;
  /** What the person wants instead of the attempt that runs. */
  #wish: Wish | null = null;
  #asking: AbortController | null = null;
  #standing: AbortController | null = null;
  #note: Pick<UnlockView, 'note' | 'noteParams'> = { note: null, noteParams: {} };
  #lastView = '';
  #lastPhase: UnlockState['phase'] | null = null;
  #looking: Promise<void> = Promise.resolve();
  /** The PIN that the token took, for the case that nobody touches it in time. */
  #pin: Buffer | null = null;
  #keepsPin = false;
  #onTokenCame: () => void = () => undefined;

  constructor(options: UnlockOptions) {
    this.#options = options;
    this.#subject = getVolumeName(options.partition);
    const { luks } = options.partition;
    this.#methods = luks === null ? ['passphrase'] : listMethods(luks);
    this.#files = new KeyFileSearch(() => this.#offerOtherWays());
  }

  async run(): Promise<Result<Opened>> {
    const { wanted, io } = this.#options;
    const first = wanted === 'auto' ? this.#methods[0] : wanted;
    if (first === undefined || !this.#canUse(first))
      return fail('UNLOCK-17', { device: this.#subject });
    const stop = () => this.#attempt?.feed({ kind: 'stop' });
    io.signal.addEventListener('abort', stop);
    const unwatch = this.#methods.includes('fido2')
      ? watchTokens((action) => this.#onTokenChange(action))
      : () => undefined;
    try {
      return await this.#runAttempts(first);
    } finally {
      io.signal.removeEventListener('abort', stop);
      unwatch();
      this.#asking?.abort();
      this.#standing?.abort();
      this.#forgetPin();
      await this.#files.close();
    }
  }

  /** A person may know a passphrase or a recovery key that the header doesn't name. */
  #canUse(method: UnlockMethod): boolean {
    return method === 'passphrase' || method === 'recovery-key' || this.#methods.includes(method);
  }

  async #runAttempts(first: UnlockMethod): Promise<Result<Opened>> {
    let method = first;
    let mishaps = noMishaps;
    for (;;) {
      const { state, detail } = await this.#runAttempt(method);
      if (state.phase === 'unlocked') {
        const openedAs = `/dev/mapper/${getMappingName(this.#options.partition)}`;
        return ok({ openedAs, method });
      }
      const { failure } = fail(
        state.code ?? 'UNLOCK-05',
        { device: this.#subject, ...getFailureParams(state) },
        detail,
      );
      const wish = this.#wish;
      if (wish?.kind === 'method') {
        method = wish.method;
        this.#note = { note: 'unlock.note.switched', noteParams: {} };
        continue;
      }
      const isAuto = this.#options.wanted === 'auto';
      const step = decideNext({ state, mishaps, methods: this.#methods, isAuto });
      if (this.#options.io.signal.aborted || step.kind === 'end') return { ok: false, failure };
      if (step.kind === 'again') {
        mishaps = step.mishaps;
        this.#keepsPin = step.keepsPin;
        this.#note = { note: step.announce, noteParams: {} };
        await sleep(step.waitMs, null, { signal: this.#options.io.signal }).catch(() => null);
      } else if (step.kind === 'method') {
        this.#tell(state, failure);
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
    const { partition, isReadOnly, io } = this.#options;
    this.#wish = null;
    this.#lastPhase = null;
    this.#attempt = startAttempt({
      method,
      device: partition.path,
      name: getMappingName(partition),
      isReadOnly,
      onState: (state) => this.#onState(state),
    });
    this.#tell(this.#attempt.state, null);
    this.#offerOtherWays();
    if (method === 'recovery-key') this.#files.start();
    if (io.signal.aborted) this.#attempt.feed({ kind: 'stop' });
    const ended = await this.#attempt.ended;
    this.#asking?.abort();
    this.#asking = null;
    this.#files.stop();
    this.#note = { note: null, noteParams: {} };
    return ended;
  }

  #onState(state: UnlockState): void {
    const arrives = awaitsToken(state) && this.#lastPhase !== state.phase;
    this.#lastPhase = state.phase;
    if (arrives) void this.#look();
    if (state.isAsking && this.#asking === null) {
      this.#asking = new AbortController();
      void this.#askSecret(state, this.#asking.signal);
    } else if (!state.isAsking && this.#asking !== null) {
      this.#asking.abort();
      this.#asking = null;
    }
    if (!state.isAsking) this.#tell(state, null);
  }

  /** Says where the job stands, once for each change. */
  #tell(state: UnlockState, failure: Failure | null): void {
    const view = viewState(state, { subject: this.#subject, ...this.#note, failure });
    const text = JSON.stringify(view);
    if (text === this.#lastView) return;
    this.#lastView = text;
    this.#options.io.emit({ type: 'unlock', view });
  }

  /** Looks at the plugged tokens and tells the attempt; a look never overlaps the one before it. */
  #look(): Promise<void> {
    const attempt = this.#attempt;
    this.#looking = this.#looking.then(async () => {
      const tokens = await lookAtTokens(this.#options.known);
      attempt?.feed({ kind: 'tokens', tokens });
    });
    return this.#looking;
  }

  #onTokenChange(action: 'add' | 'remove'): void {
    if (action === 'add') this.#onTokenCame();
    setTimeout(() => {
      if (this.#attempt !== null && awaitsToken(this.#attempt.state)) void this.#look();
    }, helpersTurnMs);
  }

  async #askSecret(asked: UnlockState, gone: AbortSignal): Promise<void> {
    const { io } = this.#options;
    const attempt = this.#attempt;
    if (attempt === null) return;
    const isPin = asked.method === 'fido2';
    if (isPin && this.#keepsPin && this.#pin !== null && !asked.wasWrong) {
      this.#keepsPin = false;
      await attempt.answer(Buffer.from(this.#pin));
      return;
    }
    this.#forgetPin();
    if (isPin) await this.#look();
    const kind = secretOf[asked.method];
    const hasGone = () => gone.aborted;
    for (let isRepeated = asked.wasWrong; !hasGone(); isRepeated = true) {
      const { state } = attempt;
      this.#tell(state, null);
      const view = viewState(state, { subject: this.#subject, ...this.#note, failure: null });
      const triesLeft = view.triesLeft === 0 ? null : view.triesLeft;
      const text = await askPerson(io, this.#subject, { kind, retry: isRepeated, triesLeft }, gone);
      if (hasGone()) return;
      if (text === null) {
        attempt.feed({ kind: 'stop' });
        return;
      }
      const answer = kind === 'recovery-key' ? normalizeRecoveryKey(text) : text;
      if (answer === null || !canBeAnswer(kind, answer)) continue;
      if (isPin) this.#pin = Buffer.from(answer);
      await attempt.answer(Buffer.from(answer));
      return;
    }
  }

  #forgetPin(): void {
    this.#pin?.fill(0);
    this.#pin = null;
    this.#keepsPin = false;
  }

  #listChoices(except: UnlockMethod | null): Choice[] {
    const choices = this.#methods
      .filter((method) => method !== except)
      .map((method): Choice => ({ id: method, kind: method, name: '' }));
    const files = this.#attempt?.state.method === 'recovery-key' ? this.#files.names : [];
    return [
      ...files.map((name, i): Choice => ({ id: `file-${String(i)}`, kind: 'file', name })),
      ...choices,
    ];
  }

  /** Opens the standing question anew: the ways beside the one that is tried now. */
  #offerOtherWays(): void {
    this.#standing?.abort();
    const choices = this.#listChoices(this.#attempt?.state.method ?? null);
    if (choices.length === 0) return;
    const closed = new AbortController();
    this.#standing = closed;
    const asked = { kind: 'method' as const, retry: false, triesLeft: null, choices };
    const { io } = this.#options;
    void askPerson(io, this.#subject, { ...asked, isStanding: true }, closed.signal).then((id) => {
      if (closed.signal.aborted || io.signal.aborted) return;
      this.#takeWish(id);
    });
  }

  #takeWish(id: string | null): void {
    const attempt = this.#attempt;
    const choice = this.#listChoices(null).find((one) => one.id === id);
    if (choice?.kind === 'file') {
      void attempt?.answer(this.#files.take(Number(choice.id.replace('file-', ''))));
      this.#offerOtherWays();
      return;
    }
    const method = this.#methods.find((one) => one === choice?.kind);
    this.#wish = method === undefined ? { kind: 'stop' } : { kind: 'method', method };
    attempt?.feed({ kind: 'stop' });
  }

  /** After a failure: the person chooses how to go on, or plugs a token in. Null to stop. */
  async #choose(state: UnlockState, failure: Failure): Promise<UnlockMethod | null> {
    this.#standing?.abort();
    this.#standing = null;
    this.#tell(state, failure);
    const closed = new AbortController();
    if (state.method === 'fido2') this.#onTokenCame = () => closed.abort();
    const retry: Choice = { id: 'retry', kind: 'retry', name: '' };
    const choices = [retry, ...this.#listChoices(state.method)];
    const { io } = this.#options;
    const asked = { kind: 'method' as const, retry: false, triesLeft: null, choices };
    const id = await askPerson(io, this.#subject, asked, closed.signal);
    this.#onTokenCame = () => undefined;
    if (closed.signal.aborted) {
      this.#note = { note: 'unlock.note.token-back', noteParams: {} };
      return state.method;
    }
    if (id === 'retry') return state.method;
    return this.#methods.find((method) => method === id) ?? null;
  }
}

/** Unlocks the volume; UNLOCK-01 to -17 with what the helper said as detail. */
export const runUnlockJob = (options: UnlockOptions): Promise<Result<Opened>> =>
  new UnlockJob(options).run();

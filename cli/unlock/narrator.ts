import type { UnlockView } from '../../core/contract/job.ts';
import type { MessageId } from '../../core/messages/domain.ts';
import type { Failure, Params } from '../../core/result.ts';
import type { UnlockState } from '../../core/unlock/unlock-state.ts';
import { viewState } from '../../core/unlock/view.ts';
import type { Io } from '../io/io.ts';

/** Says where an unlock job stands, once for each change, with what happened just before. */
export class Narrator {
  readonly #io: Io;
  readonly #subject: string;
  #note: MessageId | null = null;
  #noteParams: Params = {};
  #lastView = '';

  constructor(io: Io, subject: string) {
    this.#io = io;
    this.#subject = subject;
  }

  /** What is said beside the views from now on: why the run that begins is another one. */
  set note(note: MessageId | null) {
    this.#note = note;
    this.#noteParams = {};
  }

  /** Says beside the views from now on why the run before did not help. */
  recall({ code, params }: Failure): void {
    this.#note = `failure.${code}.what`;
    this.#noteParams = params;
  }

  describe(state: UnlockState, failure: Failure | null = null): UnlockView {
    const note = { note: this.#note, noteParams: this.#noteParams };
    return viewState(state, { subject: this.#subject, ...note, failure });
  }

  tell(state: UnlockState, failure: Failure | null = null): void {
    const view = this.describe(state, failure);
    const text = JSON.stringify(view);
    if (text === this.#lastView) return;
    this.#lastView = text;
    this.#io.emit({ type: 'unlock', view });
  }
}

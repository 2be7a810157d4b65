/**
 * The screen reader's life: started and ended by the person, started again when it is lost. Orca
 * may ignore SIGTERM once its application has gone, so it gets a grace and then SIGKILL, and it
 * inherits no pipe of ours.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { listSoundCards } from './sound.ts';

const orca = '/usr/bin/orca';
const endGraceMs = 2000;
const restartAfterMs = 1000;

/** Whether a screen reader is installed. */
export function canSpeak(): boolean {
  try {
    accessSync(orca, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface ScreenReaderOptions {
  /** The reader ended though it is wanted; it is started again in a moment. */
  onLost: () => void;
  log: (fields: Record<string, unknown>, message: string) => void;
}

export class ScreenReader {
  readonly #options: ScreenReaderOptions;
  #process: ChildProcess | undefined;
  #isWanted = false;
  #card: number | undefined;
  #isRestarting = false;

  constructor(options: ScreenReaderOptions) {
    this.#options = options;
  }

  /** Lets the next reader speak on the sound card of that place in the list; null on the first. */
  async chooseCard(place: number | null): Promise<void> {
    this.#card = place === null ? undefined : (await listSoundCards())[place];
  }

  /** Starts or ends speech; asking for what already is changes nothing. */
  set(isWanted: boolean): void {
    if (isWanted === this.#isWanted || !canSpeak()) return;
    this.#isWanted = isWanted;
    if (isWanted) this.#start();
    else this.stop();
  }

  /** Starts a reader that runs anew, for what it reads only at its start. */
  restart(): void {
    if (!this.#isWanted || !this.#process) return;
    this.#isRestarting = true;
    this.#terminate();
  }

  stop(): void {
    this.#isWanted = false;
    this.#terminate();
  }

  #terminate(): void {
    const reader = this.#process;
    if (!reader) return;
    reader.kill('SIGTERM');
    const grace = setTimeout(() => reader.kill('SIGKILL'), endGraceMs);
    reader.once('exit', () => {
      clearTimeout(grace);
    });
  }

  #start(): void {
    const card = this.#card === undefined ? {} : { ALSA_CARD: String(this.#card) };
    const reader = spawn(orca, ['--replace'], {
      stdio: 'ignore',
      env: { ...process.env, ...card },
    });
    this.#process = reader;
    this.#options.log({ pid: reader.pid, ...card }, 'screen reader started');
    const ended = (): void => {
      if (this.#process === reader) this.#process = undefined;
      const isLost = !this.#isRestarting;
      this.#isRestarting = false;
      if (!this.#isWanted) return;
      if (isLost) {
        this.#options.log({}, 'screen reader lost, starting it again');
        this.#options.onLost();
      }
      setTimeout(
        () => {
          if (this.#isWanted && !this.#process) this.#start();
        },
        isLost ? restartAfterMs : 0,
      );
    };
    reader.once('exit', ended);
    reader.once('error', ended);
  }
}

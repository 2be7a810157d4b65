/**
 * The screen reader's life: started and ended by the person, started again when it is lost. Orca
 * may ignore SIGTERM once its application has gone, so it gets a grace and then SIGKILL, and it
 * inherits no pipe of ours.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

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

export class ScreenReader {
  readonly #log: (message: string) => void;
  #process: ChildProcess | undefined;
  #isWanted = false;

  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** Starts or ends speech; asking for what already is changes nothing. */
  set(isWanted: boolean): void {
    if (isWanted === this.#isWanted || !canSpeak()) return;
    this.#isWanted = isWanted;
    if (isWanted) this.#start();
    else this.stop();
  }

  stop(): void {
    this.#isWanted = false;
    const reader = this.#process;
    if (!reader) return;
    reader.kill('SIGTERM');
    const grace = setTimeout(() => reader.kill('SIGKILL'), endGraceMs);
    reader.once('exit', () => {
      clearTimeout(grace);
    });
  }

  #start(): void {
    const reader = spawn(orca, ['--replace'], { stdio: 'ignore' });
    this.#process = reader;
    this.#log('screen reader started');
    const ended = (): void => {
      if (this.#process === reader) this.#process = undefined;
      if (!this.#isWanted) return;
      this.#log('screen reader lost, starting it again');
      setTimeout(() => {
        if (this.#isWanted && !this.#process) this.#start();
      }, restartAfterMs);
    };
    reader.once('exit', ended);
    reader.once('error', ended);
  }
}

/*
 * A virtual machine, driven like a real one: power, keys, eyes on the screen, an ear on the serial
 * line. `startMachine` gives a running one; its disk is an overlay over the given image (which is
 * never written) and its NVRAM is a copy, both qcow2, so that the whole machine can be saved and
 * brought back in a second (`saveSnapshot`, `loadSnapshot`).
 *
 * Everything that waits has a deadline and says what it waited for, what the guest said last and
 * where the logs lie (out/run/NAME). A QEMU that has died ends each wait at once. Only one machine
 * runs at a time on a host, and QEMU can't outlive the process that started it.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../lib/errors.ts';
import { takeLock } from '../lib/lock.ts';
import { cacheDir } from '../lib/paths.ts';
import { waitUntil } from '../lib/wait.ts';
import { pressChord, typeText } from './keys.ts';
import { launchQemu, type Launched, type LaunchOptions } from './launch.ts';
import { GuestShell, JsonStream, type ShellResult } from './ports.ts';
import { QmpClient } from './qmp.ts';
import { type Picture, saveScreenshot, takePicture } from './screen.ts';
import { SerialLine } from './serial.ts';
import { readStatistics, type Statistics } from './statistics.ts';

export type MachineOptions = LaunchOptions;

export interface JournalRecord {
  MESSAGE?: string;
  _SYSTEMD_UNIT?: string;
  [field: string]: unknown;
}
export interface SpeechRecord {
  uptime: number;
  kind: string;
  text: string;
}

interface Parts {
  launched: Launched;
  qmp: QmpClient;
  serial: SerialLine;
  shell: GuestShell;
  journal: JsonStream<JournalRecord>;
  speech: JsonStream<SpeechRecord>;
  release: () => void;
}

const lockDeadlineMs = 30 * 60_000;

export class Machine {
  readonly qmp: QmpClient;
  readonly serial: SerialLine;
  readonly journal: JsonStream<JournalRecord>;
  readonly speech: JsonStream<SpeechRecord>;
  readonly runDir: string;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.qmp = parts.qmp;
    this.serial = parts.serial;
    this.journal = parts.journal;
    this.speech = parts.speech;
    this.runDir = parts.launched.runDir;
  }

  get isRunning(): boolean {
    const { exitCode, signalCode } = this.#parts.launched.child;
    return exitCode === null && signalCode === null;
  }

  secondsSinceStart(): number {
    return (performance.now() - this.#parts.launched.startedAt) / 1000;
  }

  /** Waits for `probe` to give something; fails at the deadline or when QEMU has gone. */
  waitFor<T>(
    what: string,
    deadlineMs: number,
    probe: () => T | undefined | Promise<T | undefined>,
    intervalMs = 200,
  ): Promise<T> {
    const context = () => this.#describe();
    const check = () => {
      if (!this.isRunning)
        throw new CommandError(`QEMU ended while waiting for ${what}.\n${context()}`);
    };
    return waitUntil({ what, deadlineMs, intervalMs, context, check }, probe);
  }

  /** Waits until the serial line has said `pattern` at or after position `from`. */
  waitForSerial(pattern: RegExp, deadlineMs: number, from = 0): Promise<RegExpExecArray> {
    return this.waitFor(
      `${String(pattern)} on the serial line`,
      deadlineMs,
      () => pattern.exec(this.serial.text.slice(from)) ?? undefined,
    );
  }

  /** Waits for a message of the guest's journal, among the records from number `from` on. */
  waitForJournal(pattern: RegExp, deadlineMs: number, from = 0): Promise<JournalRecord> {
    return this.waitFor(`${String(pattern)} in the journal`, deadlineMs, () =>
      this.journal.records
        .slice(from)
        .find(({ MESSAGE }) => typeof MESSAGE === 'string' && pattern.test(MESSAGE)),
    );
  }

  /** Waits for something spoken, among the records from number `from` on. */
  waitForSpeech(pattern: RegExp, deadlineMs: number, from = 0): Promise<SpeechRecord> {
    return this.waitFor(`${String(pattern)} to be spoken`, deadlineMs, () =>
      this.speech.records.slice(from).find(({ text }) => pattern.test(text)),
    );
  }

  /** Runs a bash script as root in the guest; a failure to answer is a `CommandError`. */
  async run(script: string, timeoutMs = 60_000): Promise<ShellResult> {
    const result = await this.#parts.shell.run(script, timeoutMs);
    if (result === undefined)
      throw new CommandError(
        `The guest's shell did not answer within ${String(timeoutMs / 1000)} s: ${script}\n${this.#describe()}`,
      );
    return result;
  }

  /** Waits until the guest's shell answers `script` with status 0; gives what it printed. */
  waitForShell(script: string, deadlineMs: number): Promise<string> {
    return this.waitFor(`the guest's shell to succeed with: ${script}`, deadlineMs, async () => {
      const result = await this.#parts.shell.run(script, 5000);
      return result?.status === 0 ? result.output : undefined;
    });
  }

  /** Presses one chord, such as `Tab` or `Super+Alt+S`. */
  press(chord: string): Promise<void> {
    return pressChord(this.qmp, chord);
  }

  /** Types text on the guest's keyboard (US layout). */
  type(text: string, paceMs?: number): Promise<void> {
    return typeText(this.qmp, text, paceMs);
  }

  /** Saves the screen as PNG; gives the file. A bare name lands in the run folder. */
  async screenshot(file: string): Promise<string> {
    const path = file.includes('/') ? file : join(this.runDir, file);
    await saveScreenshot(this.qmp, path);
    return path;
  }

  look(): Promise<Picture | undefined> {
    return takePicture(this.qmp, join(this.#parts.launched.socketDir, 'screen.ppm'));
  }

  /** Saves processor, memory and disk under `name`. */
  async saveSnapshot(name: string): Promise<void> {
    const answer = await this.qmp.executeHuman(`savevm ${name}`);
    if (answer !== '') throw new CommandError(`QEMU could not save a snapshot: ${answer}`);
  }

  /** Brings the machine back to where it was at `saveSnapshot(name)`. */
  async loadSnapshot(name: string): Promise<void> {
    const answer = await this.qmp.executeHuman(`loadvm ${name}`);
    if (answer !== '') throw new CommandError(`QEMU could not load a snapshot: ${answer}`);
  }

  statistics(): Promise<Statistics> {
    return readStatistics(this.qmp, this.#parts.launched.child.pid ?? 0, this.secondsSinceStart());
  }

  /** Presses the power button; waits until the guest has switched itself off. */
  async powerDown(deadlineMs: number): Promise<void> {
    await this.qmp.execute('system_powerdown');
    await waitUntil(
      { what: 'the guest to switch off', deadlineMs, context: () => this.#describe() },
      () => (this.isRunning ? undefined : true),
    );
    await this.cutPower();
  }

  /** Ends QEMU at once, as if the cable were pulled. What the guest had not written is lost. */
  async cutPower(): Promise<void> {
    const { child } = this.#parts.launched;
    if (this.isRunning) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    this.qmp.close();
    this.#parts.release();
    rmSync(this.#parts.launched.socketDir, { recursive: true, force: true });
  }

  /** Lets go of serial line and shell, so that a person can attach to them. */
  detach(): void {
    this.#parts.serial.close();
    this.#parts.shell.close();
  }

  /** Resolves when QEMU ends by itself, for example because its window was closed. */
  async untilEnd(): Promise<void> {
    if (this.isRunning)
      await new Promise((resolve) => this.#parts.launched.child.once('exit', resolve));
    await this.cutPower();
  }

  #describe(): string {
    return [
      `The guest's last lines (${this.secondsSinceStart().toFixed(0)} s after its start):`,
      ...this.serial
        .lastLines(12)
        .split('\n')
        .map((line) => `  | ${line}`),
      `Logs and pictures: ${this.runDir}`,
    ].join('\n');
  }
}

async function openMachine(launched: Launched, release: () => void): Promise<Machine> {
  const { connect, runDir, startedAt } = launched;
  const seconds = () => (performance.now() - startedAt) / 1000;
  const qmp = await QmpClient.open(await connect('qmp'));
  const machine = new Machine({
    ...{ launched, qmp, release },
    serial: new SerialLine(await connect('serial'), join(runDir, 'serial.log'), seconds),
    shell: new GuestShell(await connect('shell')),
    journal: new JsonStream(await connect('journal'), join(runDir, 'journal.jsonl')),
    speech: new JsonStream(await connect('speech'), join(runDir, 'speech.jsonl')),
  });
  await qmp.execute('cont');
  return machine;
}

/** Starts a machine, after any other on this host has ended; resolves when its processor runs. */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  const lockFile = join(cacheDir(), 'machine.lock');
  const release = await takeLock(lockFile, 'running a virtual machine', lockDeadlineMs);
  let launched: Launched | undefined;
  try {
    launched = await launchQemu(options);
    return await openMachine(launched, release);
  } catch (error) {
    launched?.child.kill('SIGKILL');
    release();
    const reason = (await launched?.readErrors()) ?? '';
    if (error instanceof CommandError && reason !== '')
      throw new CommandError(`${error.message}\n${reason}`, error.hint);
    throw error;
  }
}

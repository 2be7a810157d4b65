/** The session's own settings: what they are, and what they do to keyboard and speech. */
import { readFile } from 'node:fs/promises';
import type { Settings } from '../../core/contract/settings.ts';
import { applyKeymap } from './keymap.ts';
import { settingsFromCommandLine } from './preferences.ts';
import { ScreenReader } from './speech.ts';

export class Session {
  readonly #reader: ScreenReader;
  #settings: Settings;

  constructor(settings: Settings, log: (message: string) => void) {
    this.#settings = settings;
    this.#reader = new ScreenReader(log);
  }

  /** A session as the boot entry asks for it. */
  static async open(log: (message: string) => void): Promise<Session> {
    const commandLine = await readFile('/proc/cmdline', 'utf8').catch(() => '');
    return new Session(settingsFromCommandLine(commandLine), log);
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Brings keyboard and speech in line with the settings at the session's start. */
  async begin(): Promise<void> {
    if (this.#settings.keymap !== 'us') await applyKeymap(this.#settings.keymap);
    this.#reader.set(this.#settings.speech);
  }

  /** Applies new settings at once; a layout that the X server refuses is not taken over. */
  async change(wanted: Settings): Promise<Settings> {
    const keepsKeymap = wanted.keymap === this.#settings.keymap;
    const keymap =
      keepsKeymap || (await applyKeymap(wanted.keymap)) ? wanted.keymap : this.#settings.keymap;
    this.#settings = { ...wanted, keymap };
    this.#reader.set(wanted.speech);
    return this.#settings;
  }

  end(): void {
    this.#reader.stop();
  }
}

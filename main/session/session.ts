/** The session's own settings: what they are, and what they do to keyboard and speech. */
import { readFile } from 'node:fs/promises';
import { voiceTexts } from '../../core/messages/voice.ts';
import { defaultSettings, type Settings } from '../../core/contract/settings.ts';
import { parsePreferences } from '../../core/preferences.ts';
import type { Emit } from '../terminals/terminals.ts';
import { BootVoice } from './boot-voice.ts';
import { applyKeymap } from './keymap.ts';
import { writeOrcaSettings } from './orca-settings.ts';
import { canSpeak, ScreenReader } from './speech.ts';
import { getDispatcherSocket, tellDispatcher } from './speech-dispatcher.ts';
import { SpeechOffer } from './speech-offer.ts';

export interface SessionOptions {
  emit: Emit;
  /** False on a desktop of somebody's own, which is neither spoken into nor set up. */
  ownsMachine: boolean;
  log: (fields: Record<string, unknown>, message: string) => void;
}

export class Session {
  readonly #options: SessionOptions;
  readonly #reader: ScreenReader;
  readonly #voice: BootVoice;
  readonly #offer: SpeechOffer;
  #settings: Settings;
  /** What the boot entry asked for, which nothing that is kept on the disk overrules. */
  readonly #asked: Partial<Settings>;
  #isChanged = false;
  #isReady = false;

  constructor(asked: Partial<Settings>, options: SessionOptions) {
    const { emit, log } = options;
    this.#options = options;
    this.#asked = asked;
    this.#settings = { ...defaultSettings, ...asked };
    this.#voice = new BootVoice({ voice: () => this.#settings, log });
    this.#reader = new ScreenReader({
      log,
      onLost: () => void this.#voice.say(() => this.#texts.readerLost),
    });
    this.#offer = new SpeechOffer({
      speak: () => this.#speakOffer(),
      onSpoken: (cards) => {
        if (cards > 0) emit('speech.offered', { cards });
      },
    });
  }

  /** A session as the boot entry asks for it. */
  static async open(options: SessionOptions): Promise<Session> {
    const commandLine = await readFile('/proc/cmdline', 'utf8').catch(() => '');
    return new Session(parsePreferences(commandLine), options);
  }

  get settings(): Settings {
    return this.#settings;
  }

  get #texts() {
    return voiceTexts[this.#settings.language];
  }

  /** Brings keyboard and speech in line with the settings at the session's start. */
  async begin(): Promise<void> {
    if (this.#options.ownsMachine) await writeOrcaSettings(process.env, this.#settings);
    if (this.#settings.keymap !== 'us') await applyKeymap(this.#settings.keymap);
    this.#reader.set(this.#settings.speech);
  }

  /** A screen is there: the first one rings, and speech is offered unless it runs. */
  async screenShown(): Promise<void> {
    if (this.#isReady || !this.#options.ownsMachine) return;
    this.#isReady = true;
    await this.#voice.ring();
    if (!this.#settings.speech && canSpeak()) this.#offer.begin();
  }

  /** Somebody pressed a key or pointed at something, and does not need the offer. */
  noticeInput(): void {
    this.#offer.end();
    this.#voice.hush();
  }

  /** Turns speech on, on the sound card of that place in the list; null leaves the choice open. */
  async acceptOffer(place: number | null): Promise<Settings> {
    this.noticeInput();
    await this.#reader.chooseCard(place);
    return this.change({ ...this.#settings, speech: true });
  }

  /** Applies new settings at once; a layout that the X server refuses is not taken over. */
  async change(wanted: Settings): Promise<Settings> {
    this.#isChanged = true;
    const keepsKeymap = wanted.keymap === this.#settings.keymap;
    const keymap =
      keepsKeymap || (await applyKeymap(wanted.keymap)) ? wanted.keymap : this.#settings.keymap;
    const before = this.#settings;
    this.#settings = { ...wanted, keymap };
    if (this.#options.ownsMachine) await this.#tune(before);
    if (wanted.speech) this.noticeInput();
    this.#reader.set(wanted.speech);
    return this.#settings;
  }

  /** Takes up what the ESP keeps, unless the person was faster; the boot entry's own words stay. */
  async takeKept(kept: Partial<Settings>): Promise<void> {
    if (this.#isChanged || Object.keys(kept).length === 0) return;
    const settings = await this.change({ ...this.#settings, ...kept, ...this.#asked });
    this.#options.emit('settings.changed', settings);
  }

  end(): void {
    this.noticeInput();
    this.#reader.stop();
  }

  /** Lets speech sound as it is set now: from its next start on, and at once where it runs. */
  async #tune(before: Settings): Promise<void> {
    const { language, speech, speechRate, speechVolume } = this.#settings;
    const isFaster = speechRate !== before.speechRate;
    const isLouder = speechVolume !== before.speechVolume;
    if (!isFaster && !isLouder && language === before.language) return;
    await writeOrcaSettings(process.env, this.#settings);
    if (language !== before.language) this.#reader.restart();
    else if (before.speech) {
      const isTold = await tellDispatcher(getDispatcherSocket(process.env), this.#settings);
      this.#options.log({ isTold, speechRate, speechVolume }, 'voice changed');
    } else if (!speech && (isFaster || isLouder)) {
      const { rate, volume } = this.#texts;
      const sample = isFaster ? rate(speechRate) : volume(speechVolume);
      void this.#voice.say(() => sample);
    }
  }

  async #speakOffer(): Promise<number> {
    const cards = await this.#voice.say((card, all) =>
      this.#texts.offer(all.length > 1 ? all.indexOf(card) + 1 : null),
    );
    return cards.length;
  }
}

/**
 * What the boot voice says. It speaks before anything can be read and while the screen reader is
 * away, by a synthesizer that is told the language; Japanese is in kana, which is all that reads.
 */
import type { Language } from '../contract/settings.ts';

export interface VoiceTexts {
  /** The offer of speech; `key` is the number to press where there are several sound cards. */
  offer: (key: number | null) => string;
  readerLost: string;
  /** How fast and how loud it speaks now, in percent, while no screen reader runs. */
  rate: (percent: number) => string;
  volume: (percent: number) => string;
}

export const voiceTexts: Record<Language, VoiceTexts> = {
  en: {
    offer: (key) =>
      `This is Lifeboat, the rescue system. To have the screen read aloud, press ${key === null ? 'the space bar' : String(key)}.`,
    readerLost: 'The screen reader has stopped. It is being started again.',
    rate: (percent) => `Speed ${String(percent)}.`,
    volume: (percent) => `Volume ${String(percent)}.`,
  },
  de: {
    offer: (key) =>
      `Hier ist Lifeboat, das Rettungssystem. Zum Vorlesen des Bildschirms drücken Sie ${key === null ? 'die Leertaste' : String(key)}.`,
    readerLost: 'Die Sprachausgabe ist ausgefallen. Sie wird neu gestartet.',
    rate: (percent) => `Tempo ${String(percent)}.`,
    volume: (percent) => `Lautstärke ${String(percent)}.`,
  },
  ar: {
    offer: (key) =>
      `هذا لايفبوت، نظام الإنقاذ. لقراءة الشاشة بصوت عال اضغط ${key === null ? 'مفتاح المسافة' : String(key)}.`,
    readerLost: 'توقف قارئ الشاشة. يجري تشغيله من جديد.',
    rate: (percent) => `السرعة ${String(percent)}.`,
    volume: (percent) => `مستوى الصوت ${String(percent)}.`,
  },
  ja: {
    offer: (key) =>
      `らいふぼーと です。がめんの よみあげには ${key === null ? 'すぺーすきー' : String(key)} を おしてください。`,
    readerLost: 'よみあげが とまりました。もういちど はじめます。',
    rate: (percent) => `はやさ ${String(percent)}。`,
    volume: (percent) => `おんりょう ${String(percent)}。`,
  },
};

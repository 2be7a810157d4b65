/** The frame around every screen: the way through it, the screen itself, help and speech. */
import { useCallback, useEffect, useState, type ComponentType } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Screen } from '../core/contract/ipc.ts';
import { directionOf } from '../core/contract/settings.ts';
import { GoBack } from './features/go-back/go-back.tsx';
import { Disks } from './features/disks/disks.tsx';
import { ScreenKeyboard } from './features/keyboard/screen-keyboard.tsx';
import { useTouch } from './features/keyboard/use-touch.ts';
import { Help } from './features/help/help.tsx';
import { Navigation } from './features/navigate/navigation.tsx';
import { Session } from './features/navigate/session.tsx';
import { Restart } from './features/restart/restart.tsx';
import { SpeechOffer } from './features/speech/speech-offer.tsx';
import { useStepVoice } from './features/speech/use-step-voice.ts';
import { Start } from './features/start/start.tsx';
import { Unlock } from './features/unlock/unlock.tsx';
import { Versions } from './features/versions/versions.tsx';
import { WhatHappened } from './features/diagnose/what-happened.tsx';
import { TerminalScreen } from './features/terminal/terminal-screen.tsx';
import { languageOf } from './i18n/journey.ts';
import { LanguageOfPart, useLanguage, useText } from './i18n/text.tsx';
import { useGlobalKeys } from './keys.ts';
import { useKeyFilter } from './use-key-filter.ts';
import { useStickyKeys } from './use-sticky-keys.ts';
import { useNavigation, useSettings } from './state/stores.tsx';
import { AnnouncerProvider, useAnnounce } from './ui/announcer.tsx';
import { MishapNotice } from './ui/mishap-notice.tsx';
import './app.css';

const screens: Record<Screen, ComponentType> = {
  start: Start,
  'what-happened': WhatHappened,
  disks: Disks,
  versions: Versions,
  unlock: Unlock,
  'go-back': GoBack,
  terminal: TerminalScreen,
  restart: Restart,
};

export function App() {
  const language = useSettings(({ settings }) => settings.language);
  useAppearance();
  return (
    <I18nProvider locale={language}>
      <AnnouncerProvider>
        <Frame />
      </AnnouncerProvider>
    </I18nProvider>
  );
}

function Frame() {
  const screen = useNavigation((state) => state.screen);
  const back = useNavigation((state) => state.back);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => {
    setHelpOpen(true);
  }, []);
  useKeyFilter();
  const held = useStickyKeys();
  useTouch();
  useGlobalKeys({
    onHelp: openHelp,
    onBack: back,
    onSpeech: useSpeechChord(),
    onDensity: useDensityKey(),
    onVoice: useStepVoice(),
  });
  return (
    <div className="page">
      <div className="frame">
        <header className="side">
          <Navigation />
          <Session held={held} onHelp={openHelp} />
        </header>
        <main className="content" data-region="" tabIndex={-1}>
          <MishapNotice />
          <SpeechOffer />
          <ScreenInItsLanguage screen={screen} />
        </main>
      </div>
      <ScreenKeyboard />
      <Help
        screen={screen}
        isOpen={isHelpOpen}
        onClose={() => {
          setHelpOpen(false);
        }}
      />
    </div>
  );
}

/** A screen that is not there in the person's language says so, and is what it says it is: English. */
function ScreenInItsLanguage({ screen }: { screen: Screen }) {
  const t = useText();
  const own = useLanguage();
  const language = languageOf(screen, own);
  const Current = screens[screen];
  if (language === own) return <Current key={screen} />;
  return (
    <>
      <p className="partial-language muted">{t('language.partial')}</p>
      <div lang={language} dir={directionOf(language)}>
        <LanguageOfPart value={language}>
          <I18nProvider locale={language}>
            <Current key={screen} />
          </I18nProvider>
        </LanguageOfPart>
      </div>
    </>
  );
}

/** Puts language, theme and text size on the document, where the style sheets read them. */
function useAppearance(): void {
  const { language, theme, textSize, isDense } = useSettings(({ settings }) => settings);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dir = directionOf(language);
    root.dataset['theme'] = theme;
    root.dataset['density'] = isDense ? 'dense' : 'calm';
    root.style.setProperty('--text-scale', String(textSize / 100));
  }, [language, theme, textSize, isDense]);
}

function useSpeechChord(): () => void {
  const t = useText();
  const announce = useAnnounce();
  const speech = useSettings(({ settings }) => settings.speech);
  const canSpeak = useSettings(({ info }) => info.canSpeak);
  const change = useSettings((state) => state.change);
  return useCallback(() => {
    if (!canSpeak) announce(t('speech.unavailable'));
    else void change({ speech: !speech });
  }, [announce, canSpeak, change, speech, t]);
}

function useDensityKey(): () => void {
  const t = useText();
  const announce = useAnnounce();
  const isDense = useSettings(({ settings }) => settings.isDense);
  const change = useSettings((state) => state.change);
  return useCallback(() => {
    announce(t(isDense ? 'dense.off' : 'dense.on'));
    void change({ isDense: !isDense });
  }, [announce, change, isDense, t]);
}

/**
 * Keys that work on every screen: F1 help, F6 and Shift+F6 from region to region, Escape back,
 * F2 more or less on one screen, Super+Alt+S speech, Super+Alt and an arrow how fast and how loud it is.
 * The terminal leaves F1 and F6 and the chords to the page and keeps Escape and F2.
 */
import { useEffect } from 'react';
import type { StepVoice } from './features/speech/use-step-voice.ts';

export interface GlobalKeys {
  onHelp: () => void;
  onBack: () => void;
  onSpeech: () => void;
  onDensity: () => void;
  onVoice: StepVoice;
}

/** Whether the key is one that the page acts on wherever the focus is, the terminal included. */
export function isPageKey(event: KeyboardEvent): boolean {
  return (
    event.key === 'F1' ||
    event.key === 'F6' ||
    isSpeechChord(event) ||
    readVoiceChord(event) !== undefined
  );
}

const isSpeechChord = (event: KeyboardEvent): boolean =>
  event.metaKey && event.altKey && event.code === 'KeyS';

const voiceChords: Readonly<Record<string, Parameters<StepVoice>>> = {
  ArrowRight: ['speechRate', 1],
  ArrowLeft: ['speechRate', -1],
  ArrowUp: ['speechVolume', 1],
  ArrowDown: ['speechVolume', -1],
};

const readVoiceChord = (event: KeyboardEvent): Parameters<StepVoice> | undefined =>
  event.metaKey && event.altKey ? voiceChords[event.key] : undefined;

const isHeldByTerminal = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.xterm') !== null;

/** Moves the focus to the next region (an element with data-region), or the one before it. */
export function cycleRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) =>
    region.checkVisibility(),
  );
  const here = document.activeElement?.closest<HTMLElement>('[data-region]') ?? null;
  const outside = step === 1 ? -1 : 0;
  const index = here === null ? outside : regions.indexOf(here);
  const next = regions.at((index + step + regions.length) % regions.length);
  const places = next?.querySelectorAll<HTMLElement>('[data-region-focus], .xterm textarea') ?? [];
  // A place can be there in another layout only: the menu's button on narrow screens.
  const target = [...places].find((place) => place.checkVisibility());
  (target ?? next)?.focus();
}

/** Listens for the keys of every screen while the page is there. */
export function useGlobalKeys({ onHelp, onBack, onSpeech, onDensity, onVoice }: GlobalKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const voice = readVoiceChord(event);
      if (event.key === 'F1') onHelp();
      else if (voice) onVoice(...voice);
      else if (isSpeechChord(event)) onSpeech();
      else if (event.key === 'F6') cycleRegions(event.shiftKey ? -1 : 1);
      else if (isHeldByTerminal(event.target)) return;
      else if (event.key === 'F2') onDensity();
      else if (event.key === 'Escape') onBack();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => {
      removeEventListener('keydown', onKeyDown);
    };
  }, [onHelp, onBack, onSpeech, onDensity, onVoice]);
}

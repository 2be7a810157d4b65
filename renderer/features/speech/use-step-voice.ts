/** Speech faster or slower, louder or softer: one step at a time, said in the voice that it makes. */
import { useCallback } from 'react';
import { speechRates, speechVolumes } from '../../../core/contract/settings.ts';
import { useText } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';

type Scale = 'speechRate' | 'speechVolume';
export type StepVoice = (scale: Scale, step: 1 | -1) => void;

const steps: Record<Scale, readonly number[]> = {
  speechRate: speechRates,
  speechVolume: speechVolumes,
};

/** Changes the voice by a step, as far as its scale goes, and says so once it sounds like that. */
export function useStepVoice(): StepVoice {
  const t = useText();
  const announce = useAnnounce();
  const settings = useSettings((state) => state.settings);
  const canSpeak = useSettings(({ info }) => info.canSpeak);
  const change = useSettings((state) => state.change);
  return useCallback(
    (scale, step) => {
      if (!canSpeak) {
        announce(t('speech.unavailable'));
        return;
      }
      const before = settings[scale];
      const percent = steps[scale][steps[scale].indexOf(before) + step] ?? before;
      const id = scale === 'speechRate' ? 'voice.rate.spoken' : 'voice.volume.spoken';
      const sentence = t(id, { percent });
      void change({ [scale]: percent }).then(() => {
        announce(percent === before ? `${sentence} ${t('voice.end')}` : sentence, true);
      });
    },
    [announce, canSpeak, change, settings, t],
  );
}

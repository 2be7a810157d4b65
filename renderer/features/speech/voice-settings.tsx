/** How fast and how loud it is read aloud, in steps that are heard at once. */
import { useId, type ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';
import { useSettings } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { useStepVoice, type StepVoice } from './use-step-voice.ts';

export function VoiceSettings() {
  const t = useText();
  const { speechRate, speechVolume } = useSettings(({ settings }) => settings);
  return (
    <div className="stack">
      <Scale label={t('voice.rate', { percent: speechRate })} what="speechRate">
        {[t('voice.slower'), t('voice.faster')]}
      </Scale>
      <Scale label={t('voice.volume', { percent: speechVolume })} what="speechVolume">
        {[t('voice.softer'), t('voice.louder')]}
      </Scale>
      <p className="muted">{t('voice.note')}</p>
    </div>
  );
}

interface ScaleProps {
  label: string;
  what: Parameters<StepVoice>[0];
  /** The words for less and for more. */
  children: readonly [ReactNode, ReactNode];
}

function Scale({ label, what, children: [less, more] }: ScaleProps) {
  const canSpeak = useSettings(({ info }) => info.canSpeak);
  const step = useStepVoice();
  const labelId = useId();
  return (
    <div role="group" aria-labelledby={labelId}>
      <p id={labelId}>{label}</p>
      <Actions>
        <Button
          isDisabled={!canSpeak}
          onPress={() => {
            step(what, -1);
          }}
        >
          {less}
        </Button>
        <Button
          isDisabled={!canSpeak}
          onPress={() => {
            step(what, 1);
          }}
        >
          {more}
        </Button>
      </Actions>
    </div>
  );
}

/** The first screen: one clear way on, and below it what makes the session comfortable. */
import { useId } from 'react';
import { languages, textSizes, themes, type Language } from '../../../core/contract/settings.ts';
import { useText } from '../../i18n/text.tsx';
import { useNavigation, useSettings } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { KeymapPicker } from '../../ui/keymap-picker.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { VoiceSettings } from '../speech/voice-settings.tsx';
import { KeySettings } from './key-settings.tsx';
import { KeepSettings } from './keep-settings.tsx';
import { ThemePicture } from './theme-picture.tsx';

/** Each in its own words, for whoever cannot read the language that is set. */
const languageNames: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  ar: 'العربية',
  ja: '日本語',
};

export function Start() {
  const t = useText();
  const go = useNavigation((state) => state.go);
  const { language, speech, theme, textSize, isDense } = useSettings(({ settings }) => settings);
  const { canSpeak, readOnly } = useSettings(({ info }) => info);
  const change = useSettings((state) => state.change);
  const speechNote = useId();
  const denseNote = useId();
  return (
    <Screen
      title={t('start.title')}
      lede={
        <>
          <p>{t('start.lede')}</p>
          {readOnly ? <p>{t('start.read-only')}</p> : null}
        </>
      }
    >
      <Actions>
        <Button
          kind="primary"
          icon="forward"
          iconSide="after"
          onPress={() => {
            go('what-happened');
          }}
        >
          {t('start.continue')}
        </Button>
      </Actions>
      <Section title={t('start.comfort')}>
        <Choice
          label={t('start.language')}
          value={language}
          options={languages.map((value) => ({
            value,
            label: languageNames[value],
            lang: value,
          }))}
          onChange={(value) => void change({ language: value })}
        />
        <KeymapPicker />
        <div>
          <Toggle
            isOn={speech}
            isDisabled={!canSpeak}
            describedBy={speechNote}
            onChange={(isOn) => void change({ speech: isOn })}
          >
            {t('start.speech')}
          </Toggle>
          <p id={speechNote} className="muted">
            {canSpeak ? t('start.speech.note') : t('speech.unavailable')}
          </p>
        </div>
        <VoiceSettings />
        <Choice
          label={t('start.text-size')}
          value={String(textSize)}
          options={textSizes.map((size) => ({
            value: String(size),
            label: t('start.text-size.value', { size }),
          }))}
          onChange={(value) => {
            const size = textSizes.find((candidate) => String(candidate) === value);
            if (size !== undefined) void change({ textSize: size });
          }}
        />
        <Choice
          label={t('start.theme')}
          value={theme}
          options={themes.map((value) => ({
            value,
            label: t(`start.theme.${value}`),
            picture: <ThemePicture theme={value} />,
          }))}
          onChange={(value) => void change({ theme: value })}
        />
        <div>
          <Toggle
            isOn={isDense}
            describedBy={denseNote}
            onChange={(isOn) => void change({ isDense: isOn })}
          >
            {t('start.dense')}
          </Toggle>
          <p id={denseNote} className="muted">
            {t('start.dense.note')}
          </p>
        </div>
        <KeySettings />
        <KeepSettings />
      </Section>
    </Screen>
  );
}

/**
 * The dialogue while a job unlocks: at each moment it says what is wanted, in words, a picture and a
 * tone. Another way is always open beside it. The focus goes to the field that is asked for, and back
 * to the sentence when the field has gone.
 */
import { useCallback, useEffect, useRef } from 'react';
import type { UnlockView } from '../../../core/contract/job.ts';
import { useText } from '../../i18n/text.tsx';
import type { JobView } from '../../state/job-view.ts';
import { useStores } from '../../state/stores.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { OtherWaysIn } from './other-ways-in.tsx';
import { getPicture, Picture } from './pictures.tsx';
import { SecretForm, type SecretQuestion } from './secret-form.tsx';
import { useSentences } from './sentences.ts';
import { getTone, playTone } from './tones.ts';
import './unlock-dialogue.css';

interface UnlockDialogueProps {
  job: JobView;
  view: UnlockView;
  onStop: () => void;
}

const urgent: readonly UnlockView['phase'][] = ['touch-now', 'verify-on-token', 'wrong-token'];

export function UnlockDialogue({ job, view, onStop }: UnlockDialogueProps) {
  const t = useText();
  const { jobs } = useStores();
  const announce = useAnnounce();
  const sentence = useRef<HTMLParagraphElement>(null);
  const { wanted, hint, note } = useSentences(view);
  const { id: jobId, choice, question } = job;
  const secret = question as SecretQuestion | null;

  const { phase, failure } = view;
  useEffect(() => {
    const tone = getTone(phase);
    if (tone !== null) playTone(tone);
  }, [phase]);
  // A field says its own label when the focus comes to it, and a failure is an alert.
  const isAsking = secret !== null;
  useEffect(() => {
    if (note !== null) announce(note);
  }, [announce, note]);
  useEffect(() => {
    if (wanted !== null && !isAsking && failure === null) announce(wanted, urgent.includes(phase));
  }, [announce, failure, isAsking, phase, wanted]);

  const hadField = useRef(false);
  useEffect(() => {
    if (hadField.current && !isAsking) sentence.current?.focus();
    hadField.current = isAsking;
  }, [isAsking]);

  const answer = useCallback(
    (questionId: string, text: string) => {
      void jobs.getState().answer(jobId, questionId, text);
    },
    [jobId, jobs],
  );
  const choiceId = choice?.id ?? null;
  const choose = useCallback(
    (id: string) => {
      if (choiceId !== null) answer(choiceId, id);
    },
    [answer, choiceId],
  );
  const hasFailed = failure !== null;
  return (
    <Screen title={t('unlock.title', { volume: view.subject })}>
      <section className="unlock-now" aria-label={t('unlock.now')}>
        <Picture name={getPicture(phase)} />
        <div className="stack">
          {note === null ? null : <p className="muted">{note}</p>}
          {failure === null ? (
            <>
              <p ref={sentence} tabIndex={-1} className="unlock-wanted" data-region-focus="">
                {wanted}
              </p>
              {hint === null || secret !== null ? null : <p className="muted">{hint}</p>}
            </>
          ) : (
            <FailureNotice failure={failure} />
          )}
        </div>
      </section>
      {secret === null ? null : (
        <SecretForm
          question={secret}
          onAnswer={(text) => {
            answer(secret.id, text);
          }}
        />
      )}
      {choice === null || choice.choices.length === 0 ? null : (
        <Section title={t(hasFailed ? 'unlock.go-on' : 'unlock.other-ways')} quiet={!hasFailed}>
          <OtherWaysIn question={choice} onChoose={choose} />
        </Section>
      )}
      <Actions>
        <Button onPress={onStop}>{t('unlock.stop')}</Button>
      </Actions>
      <ShowTerminal jobId={jobId} />
    </Screen>
  );
}

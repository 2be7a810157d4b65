/**
 * The dialogue while a job unlocks: at each moment it says what is wanted, in words, a picture and a
 * tone. Another way is always open beside it. The focus goes to the field that is asked for; when the
 * field has gone, to the sentence, or after a failure to the ways to go on.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { UnlockView } from '../../../core/contract/job.ts';
import type { FailureCode } from '../../../core/result.ts';
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

/** What the field asks for with each method. */
const kindOf = {
  fido2: 'pin',
  tpm2: 'tpm2-pin',
  passphrase: 'passphrase',
  'recovery-key': 'recovery-key',
} as const satisfies Record<UnlockView['method'], SecretQuestion['kind']>;

/** A field follows, which says the same. */
const beforeField: readonly UnlockView['phase'][] = [
  'token-needs-pin',
  'pin-wrong',
  'tpm-needs-pin',
  'passphrase',
  'recovery-key',
];

const worthSayingMs = 1000;
const arrivalMs = 1200;

/** Failures after which the same token would only fail again. */
const inVain: readonly FailureCode[] = ['UNLOCK-06', 'UNLOCK-12', 'UNLOCK-13'];

export function UnlockDialogue({ job, view, onStop }: UnlockDialogueProps) {
  const t = useText();
  const { jobs } = useStores();
  const announce = useAnnounce();
  const sentence = useRef<HTMLHeadingElement>(null);
  const goingOn = useRef<HTMLHeadingElement>(null);
  const { wanted, hint, note } = useSentences(view);
  const { id: jobId, choice, question } = job;
  const secret = question as SecretQuestion | null;

  const { phase, method, failure } = view;
  useEffect(() => {
    const tone = getTone(phase);
    if (tone !== null) playTone(tone);
  }, [phase]);
  // The field stays while its answer is tried, so that nobody is moved away and back again.
  const [lastSecret, setLastSecret] = useState(secret);
  const isTrying = phase === 'opening' || beforeField.includes(phase);
  const kept = secret ?? (isTrying ? lastSecret : null);
  if (kept !== lastSecret) setLastSecret(kept);
  const tried = kept?.kind === kindOf[method] ? kept : null;
  const field = secret ?? tried;

  // What is said while the screen itself arrives is lost, so the first sentences wait for that.
  const [arrival] = useState(() => Date.now() + arrivalMs);
  useEffect(() => {
    if (note === null) return;
    const timer = setTimeout(announce, Math.max(0, arrival - Date.now()), note);
    return () => {
      clearTimeout(timer);
    };
  }, [announce, arrival, note]);
  // What has the focus is said by itself: a field, and the sentence when the field has gone. A failure
  // is an alert. That it takes a moment is worth saying only when it does.
  const hasField = field !== null;
  const hadField = useRef(false);
  const isAsking = secret !== null;
  useEffect(() => {
    const hasLostField = hadField.current && !hasField;
    hadField.current = hasField;
    if (hasLostField) (failure === null ? sentence : goingOn).current?.focus();
    if (hasLostField || wanted === null || isAsking || failure !== null) return;
    if (beforeField.includes(phase)) return;
    const isUrgent = urgent.includes(phase);
    const waitMs = Math.max(phase === 'opening' ? worthSayingMs : 0, arrival - Date.now());
    const timer = setTimeout(announce, waitMs, wanted, isUrgent);
    return () => {
      clearTimeout(timer);
    };
  }, [announce, arrival, failure, hasField, isAsking, phase, wanted]);

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
      <section
        className={hasField ? 'unlock-now unlock-now-small' : 'unlock-now'}
        aria-label={t('unlock.now')}
      >
        <Picture name={getPicture(phase)} />
        <div className="stack">
          {note === null ? null : <p className="muted">{note}</p>}
          {failure === null ? (
            <>
              {wanted === null ? null : (
                <h2 ref={sentence} tabIndex={-1} className="unlock-wanted" data-region-focus="">
                  {wanted}
                </h2>
              )}
              {hint === null || hasField ? null : <p className="muted">{hint}</p>}
            </>
          ) : (
            <FailureNotice failure={failure} />
          )}
        </div>
      </section>
      {field === null ? null : (
        <SecretForm
          question={field}
          isBusy={secret === null}
          onAnswer={(text) => {
            answer(field.id, text);
          }}
        />
      )}
      {choice === null || choice.choices.length === 0 ? null : (
        <Section
          title={t(hasFailed ? 'unlock.go-on' : 'unlock.other-ways')}
          quiet={!hasFailed}
          titleRef={goingOn}
        >
          <OtherWaysIn
            question={choice}
            isRetryAdvised={failure === null || !inVain.includes(failure.code)}
            onChoose={choose}
          />
        </Section>
      )}
      <Actions>
        <Button onPress={onStop}>{t('unlock.stop')}</Button>
      </Actions>
      <ShowTerminal jobId={jobId} />
    </Screen>
  );
}

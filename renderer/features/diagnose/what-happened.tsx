/** The diagnosis in at most three sentences, one recommended way, and everything else one step away. */
import { useEffect, useMemo, useRef } from 'react';
import { diagnose, type Diagnosis } from '../../../core/diagnosis.ts';
import type { Machine } from '../../../core/model/machine.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import { useJob, useMachine } from '../../state/stores.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Evidence } from './evidence.tsx';
import { Looking } from './looking.tsx';
import { OtherWays } from './other-ways.tsx';
import { Recommendation } from './recommendation.tsx';

export function WhatHappened() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const failure = useMachine((state) => state.failure);
  const jobId = useMachine((state) => state.jobId);
  const refresh = useMachine((state) => state.refresh);
  const job = useJob(jobId);

  if (machine !== null) return <Diagnosed machine={machine} />;
  if (failure === null) return <Looking job={job} />;
  return (
    <Screen key="failed" title={t('what-happened.title')}>
      <FailureNotice failure={failure}>
        <Actions>
          <Button kind="primary" onPress={() => void refresh()}>
            {t('what-happened.look-again')}
          </Button>
        </Actions>
      </FailureNotice>
      <OtherWays />
    </Screen>
  );
}

function Diagnosed({ machine }: { machine: Machine }) {
  const t = useText();
  const diagnosis = useMemo(() => diagnose(machine), [machine]);
  const sentences = useSentences(diagnosis);
  useSpokenChange(sentences);
  return (
    <Screen
      key="diagnosed"
      title={t('what-happened.title')}
      lede={sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    >
      <Recommendation diagnosis={diagnosis} machine={machine} />
      <OtherWays />
      <Evidence machine={machine} />
    </Screen>
  );
}

function useSentences(diagnosis: Diagnosis): string[] {
  const say = useSay();
  return diagnosis.sentences.map(({ message, params }) => say(message, params));
}

/** A diagnosis that changes is spoken; the one met on arrival is read with the heading. */
function useSpokenChange(sentences: readonly string[]): void {
  const announce = useAnnounce();
  const now = sentences.join(' ');
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== now) announce(now);
    before.current = now;
  }, [announce, now]);
}

/** A job's named steps, each with its state as a shape and a word, and each spoken once. */
import { useEffect, useRef } from 'react';
import type { JobView, StepView } from '../state/job-view.ts';
import { useSay, useText } from '../i18n/text.tsx';
import { useAnnounce } from './announcer.tsx';
import { Icon, type IconName } from './icons.tsx';
import './steps.css';

const icons: Record<StepView['state'], IconName> = {
  waiting: 'waiting',
  running: 'running',
  done: 'good',
  failed: 'bad',
};

export function Steps({ job, label }: { job: JobView; label: string }) {
  const t = useText();
  const say = useSay();
  useSpokenSteps(job);
  return (
    <ol className="steps" aria-label={label}>
      {job.steps.map((step) => (
        <li key={step.id} className={`step step-${step.state}`}>
          <Icon name={icons[step.state]} />
          <span className="step-sentence">{say(step.message, step.params)}</span>
          <span className="step-state">{t(`step.${step.state}`)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Says each step when it begins and each failure, once for as long as the job is looked at. */
function useSpokenSteps(job: JobView): void {
  const t = useText();
  const say = useSay();
  const announce = useAnnounce();
  const spoken = useRef(new Set<string>());
  useEffect(() => {
    job.steps.forEach((step, index) => {
      const key = `${step.id} ${step.state}`;
      if (spoken.current.has(key)) return;
      spoken.current.add(key);
      const params = {
        number: index + 1,
        sentence: say(step.message, step.params),
      };
      if (step.state === 'running') announce(t('step.spoken', params));
      if (step.state === 'failed') announce(t('step.spoken.failed', params), true);
    });
  }, [job, announce, say, t]);
}

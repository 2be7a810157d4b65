/** What came of it, the worst first, and the next safe step. */
import { useEffect, type ReactNode } from 'react';
import { appliedSchema } from '../../../core/model/history.ts';
import type { Machine } from '../../../core/model/machine.ts';
import type { Plan, RunRecord, Step } from '../../../core/model/plan.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import type { JobView } from '../../state/job-view.ts';
import { isUndoable } from '../../state/records.ts';
import { useMachine, useNavigation, useRollback } from '../../state/stores.tsx';
import { useAim } from '../../state/use-aim.ts';
import { findVolumes } from '../../state/volumes.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { More } from '../../ui/more.tsx';
import { Screen, Section } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';
import { useAimWords, type AimWords } from './aim-words.ts';
import { OpenForWriting } from './open-for-writing.tsx';

type Kind = 'done' | 'partly-done' | 'not-done';

/** A job that left no record, or whose record never ended, is judged by the steps that it began. */
function judge(job: JobView, record: RunRecord | null, plan: Plan): Kind {
  if (record !== null && record.outcome !== 'running') return record.outcome;
  if (job.state === 'done') return 'done';
  const begun = job.steps.filter(({ state }) => state !== 'waiting').map(({ id }) => id);
  return plan.steps.some(({ id }) => begun.includes(id)) ? 'partly-done' : 'not-done';
}

interface OutcomeProps {
  job: JobView;
  machine: Machine;
  plan: Plan;
}

export function Outcome({ job, machine, plan }: OutcomeProps) {
  const t = useText();
  const refresh = useMachine((state) => state.refresh);
  const words = useAimWords(machine)(plan, plan);
  const record = appliedSchema.safeParse(job.result).data?.record ?? null;
  const kind = judge(job, record, plan);
  // What is shown elsewhere must be what the machine is after the change.
  useEffect(() => void refresh(), [refresh, job.id]);

  const disk = findVolumes(machine).find(({ luks }) => luks.openedAs !== null);
  return (
    <Screen
      key="outcome"
      title={kind === 'done' ? words.say('done') : t(`outcome.${kind}.title`)}
      lede={<p>{t(getNext(kind, plan))}</p>}
    >
      {job.failure === null ? null : <FailureNotice failure={job.failure} />}
      {job.failure?.code === 'DISK-03' && disk !== undefined ? (
        <OpenForWriting disk={disk} />
      ) : null}
      {kind === 'partly-done' && record !== null ? <Account record={record} /> : null}
      <NextSteps kind={kind} record={record} words={words} />
      <More title={t('outcome.steps')}>
        <Steps job={job} label={t('outcome.steps')} />
        <ShowTerminal jobId={job.id} />
      </More>
    </Screen>
  );
}

/** What is told beneath the heading: what holds now, and what can be done next. */
function getNext(kind: Kind, { goal }: Plan) {
  if (kind !== 'done') return `outcome.${kind}.next` as const;
  return goal === 'rollback' || goal === 'keep' || goal === 'once'
    ? 'outcome.done.next.restart'
    : 'outcome.done.next';
}

interface NextStepsProps {
  kind: Kind;
  record: RunRecord | null;
  words: AimWords;
}

function NextSteps({ kind, record, words }: NextStepsProps) {
  const t = useText();
  const go = useNavigation((state) => state.go);
  const planAgain = useRollback((state) => state.planAgain);
  const clear = useRollback((state) => state.clear);
  const aimAt = useAim();
  const canUndo = record !== null && isUndoable(record, []);
  const restart: ReactNode = (
    <Button
      kind={kind === 'done' ? 'primary' : 'secondary'}
      icon="restart"
      onPress={() => {
        go('restart');
      }}
    >
      {t('outcome.restart')}
    </Button>
  );
  return (
    <Actions>
      {kind === 'done' ? (
        restart
      ) : (
        <Button kind="primary" onPress={planAgain}>
          {t('outcome.plan-again')}
        </Button>
      )}
      {canUndo ? (
        <Button
          icon="go-back"
          aria-description={words.say('do')}
          onPress={() => {
            aimAt({ goal: 'undo', target: record.id });
          }}
        >
          {t('outcome.undo')}
        </Button>
      ) : null}
      {kind === 'done' ? null : restart}
      <Button kind="quiet" onPress={clear}>
        {t('outcome.other')}
      </Button>
    </Actions>
  );
}

/** What is not done and what is, in this order. */
function Account({ record }: { record: RunRecord }) {
  const t = useText();
  const { plan, steps } = record;
  const isDone = (_step: Step, i: number) => steps[i] === 'done';
  const done = plan.steps.filter(isDone);
  const left = plan.steps.filter((step, i) => !isDone(step, i));
  return (
    <>
      <Sentences title={t('outcome.undone-steps')} steps={left} />
      <Sentences title={t('outcome.done-steps')} steps={done} />
    </>
  );
}

function Sentences({ title, steps }: { title: string; steps: readonly Step[] }) {
  const say = useSay();
  if (steps.length === 0) return null;
  return (
    <Section title={title}>
      <ul>
        {steps.map(({ id, message, params, sentence }) => (
          <li key={id}>{say(message, params, sentence)}</li>
        ))}
      </ul>
    </Section>
  );
}

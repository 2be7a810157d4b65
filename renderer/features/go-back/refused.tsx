/** Why there is no plan for what was chosen, what would help, and what can be chosen instead. */
import type { Machine } from '../../../core/model/machine.ts';
import type { Refusal } from '../../../core/model/plan.ts';
import { useSay, useText } from '../../i18n/text.tsx';
import type { JobView } from '../../state/job-view.ts';
import type { Aim } from '../../state/rollback.ts';
import { useAim } from '../../state/use-aim.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { useAimWords } from './aim-words.ts';
import { ChooseAim } from './choose-aim.tsx';

interface RefusedProps {
  title: string;
  machine: Machine;
  aim: Aim;
  /** Null where planning itself failed. */
  refusal: Refusal['refusal'] | null;
  job: JobView;
}

/** What it advises is a command; the list below offers the same. */
const isForTerminal = (code: string) => code === 'PLAN-04';

export function Refused({ title, machine, aim, refusal, job }: RefusedProps) {
  return (
    <Screen title={title}>
      {refusal === null ? (
        <FailureNotice
          failure={job.failure ?? { code: 'JOB-01', params: { command: 'plan' }, detail: '' }}
        >
          <ShowTerminal jobId={job.id} />
        </FailureNotice>
      ) : (
        <Reason machine={machine} aim={aim} refusal={refusal} />
      )}
      <ChooseAim machine={machine} refused={aim} isPart />
    </Screen>
  );
}

interface ReasonProps {
  machine: Machine;
  aim: Aim;
  refusal: Refusal['refusal'];
}

function Reason({ machine, aim, refusal: { code, params, sentence } }: ReasonProps) {
  const t = useText();
  const say = useSay();
  const aimAt = useAim();
  const words = useAimWords(machine);
  // What cannot be finished can always be put out of the way.
  const instead: Aim | null =
    aim.goal === 'finish-upgrade' ? { goal: 'undo-upgrade', target: aim.target } : null;
  return (
    <Card tone="warning">
      <p className="large" role="alert">
        {say(`failure.${code}.what`, params, sentence)}
      </p>
      <p>{say(`failure.${code}.unchanged`, {})}</p>
      {isForTerminal(code) ? null : <p>{say(`failure.${code}.next`, params)}</p>}
      <p className="muted">{t('failure.code', { code })}</p>
      {instead === null ? null : (
        <Actions>
          <Button
            kind="primary"
            onPress={() => {
              aimAt(instead);
            }}
          >
            {words(instead).say('do')}
          </Button>
        </Actions>
      )}
    </Card>
  );
}

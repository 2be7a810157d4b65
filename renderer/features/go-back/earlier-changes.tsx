/** What Lifeboat did on this machine before, the newest first, each with its way back. */
import { useEffect } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import type { RunRecord } from '../../../core/model/plan.ts';
import { formatTime } from '../../i18n/quantities.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import { isUndoable, listRecords } from '../../state/records.ts';
import { useJob, useJobs, useMachine, useRollback } from '../../state/stores.tsx';
import { useAim } from '../../state/use-aim.ts';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Section } from '../../ui/screen.tsx';
import { useAimWords } from './aim-words.ts';

const shown = 5;

export function EarlierChanges({ machine }: { machine: Machine }) {
  const t = useText();
  const revision = useMachine((state) => state.revision);
  const lookBack = useRollback((state) => state.lookBack);
  const job = useJob(useRollback((state) => state.historyJobId));
  const records = listRecords(useJobs((state) => state.jobs));
  useEffect(() => void lookBack(), [lookBack, revision]);

  const isLooking = job === null || job.state === 'running';
  return (
    <Section title={t('go-back.history')} quiet>
      {job?.failure ? <FailureNotice failure={job.failure} /> : null}
      {records.length === 0 && !job?.failure ? (
        <p>{t(isLooking ? 'go-back.history.looking' : 'go-back.history.none')}</p>
      ) : null}
      {records.length === 0 ? null : (
        <ul className="plain-list">
          {records.slice(0, shown).map((record) => (
            <li key={record.id}>
              <EarlierChange machine={machine} record={record} records={records} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

interface EarlierChangeProps {
  machine: Machine;
  record: RunRecord;
  records: readonly RunRecord[];
}

function EarlierChange({ machine, record, records }: EarlierChangeProps) {
  const t = useText();
  const language = useLanguage();
  const aimAt = useAim();
  const words = useAimWords(machine);
  const { id, plan, startedAt, outcome, operator } = record;
  const isUndone = records.some(
    (other) => other.plan.goal === 'undo' && other.plan.target === id && other.outcome === 'done',
  );
  const name = words(plan, plan).say('do');
  return (
    <Card>
      <h3>{name}</h3>
      <p>
        {t('go-back.history.when', {
          time: formatTime(language, startedAt),
          outcome: t(`go-back.history.${isUndone ? 'undone' : outcome}`),
        })}
      </p>
      {operator === null ? null : <p>{t('go-back.history.who', { operator })}</p>}
      {isUndoable(record, records) ? (
        <Actions>
          <Button
            onPress={() => {
              aimAt({ goal: 'undo', target: id });
            }}
          >
            {t('aim.do.undo', { name })}
          </Button>
        </Actions>
      ) : null}
    </Card>
  );
}

/** The disks of this machine and what lies on them. */
import { useText } from '../../i18n/text.tsx';
import { useJob, useMachine } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Looking } from '../diagnose/looking.tsx';
import { DiskCard } from './disk-card.tsx';

export function Disks() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const refresh = useMachine((state) => state.refresh);
  const job = useJob(useMachine((state) => state.jobId));
  if (machine === null) return <Looking job={job} />;
  return (
    <Screen title={t('disks.title')} lede={<p>{t('disks.lede')}</p>}>
      {machine.disks.length === 0 ? <p>{t('disks.none')}</p> : null}
      <ul className="plain-list">
        {machine.disks.map((disk) => (
          <li key={disk.path}>
            <DiskCard disk={disk} />
          </li>
        ))}
      </ul>
      <Actions>
        <Button isDisabled={job?.state === 'running'} onPress={() => void refresh()}>
          {t('what-happened.look-again')}
        </Button>
      </Actions>
    </Screen>
  );
}

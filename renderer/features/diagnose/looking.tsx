import type { JobView } from '../../state/job-view.ts';
import { useText } from '../../i18n/text.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ShowTerminal } from '../../ui/show-terminal.tsx';
import { Steps } from '../../ui/steps.tsx';

/** What is seen while the machine is looked at for the first time. */
export function Looking({ job }: { job: JobView | null }) {
  const t = useText();
  return (
    <Screen key="looking" title={t('looking.title')} lede={<p>{t('looking.lede')}</p>}>
      {job === null ? null : (
        <>
          <Steps job={job} label={t('looking.steps')} />
          <ShowTerminal jobId={job.id} />
        </>
      )}
    </Screen>
  );
}

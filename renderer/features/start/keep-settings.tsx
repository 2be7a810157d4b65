/** Keeps the settings for the next session, by a command like any other, and says what came of it. */
import { useId, useState } from 'react';
import type { Settings } from '../../../core/contract/settings.ts';
import { formatPreferences } from '../../../core/preferences.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useJobs, useSettings } from '../../state/stores.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';

const toWords = (settings: Settings): string =>
  formatPreferences(settings).trim().split('\n').join(' ');

export function KeepSettings() {
  const t = useText();
  const settings = useSettings((state) => state.settings);
  const readOnly = useSettings(({ info }) => info.readOnly);
  const start = useJobs((state) => state.start);
  const [asked, setAsked] = useState<{ jobId: string; save: string } | null>(null);
  const job = useJob(asked?.jobId ?? null);
  const note = useId();
  const save = toWords(settings);
  // What is changed after that is not kept, so it is not said to be.
  const wasKept = job?.state === 'done' && asked?.save === save;
  return (
    <div className="stack">
      <div>
        <Button
          isDisabled={readOnly || job?.state === 'running'}
          aria-describedby={note}
          onPress={() => {
            void start({ command: 'preferences', save }).then((jobId) => {
              setAsked({ jobId, save });
            });
          }}
        >
          {t('start.keep')}
        </Button>
        <p id={note} className="muted">
          {t('start.keep.note')}
        </p>
      </div>
      <p role="status">{wasKept ? t('start.kept') : null}</p>
      {job?.failure == null ? null : <FailureNotice failure={job.failure} />}
    </div>
  );
}

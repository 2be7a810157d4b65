/** Every operation's terminal and the session's own shell, as a terminal or as plain text. */
import { useCallback, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ToggleButton } from 'react-aria-components';
import { useText } from '../../i18n/text.tsx';
import { useJobs, useTerminals } from '../../state/stores.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Picker } from '../../ui/picker.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ReviewText } from './review-text.tsx';
import { TerminalPane, type PaneHandle } from './terminal-pane.tsx';
import './terminal.css';

/** The picker's name for the session's shell; jobs have ids of their own. */
const shell = 'shell';

export function TerminalScreen() {
  const t = useText();
  const jobs = useJobs((state) => state.jobs);
  const selectedId = useTerminals((state) => state.selectedId);
  const select = useTerminals((state) => state.select);
  const [review, setReview] = useState<string | null>(null);
  const pane = useRef<PaneHandle>(null);
  const hasSelected = jobs.some(({ id }) => id === selectedId);
  const shownId = hasSelected ? selectedId : null;

  const items = [
    { id: shell, name: t('terminal.shell') },
    ...jobs.map(({ id, commandLine, state }, index) => ({
      id,
      name: t('terminal.job', { number: index + 1, commandLine, state: t(`job.${state}`) }),
    })),
  ];
  const closeReview = useCallback(() => {
    // The terminal has to be there again before it can take the focus.
    flushSync(() => {
      setReview(null);
    });
    pane.current?.focus();
  }, []);

  return (
    <div className="terminal-screen">
      <Screen title={t('terminal.title')} lede={<p>{t('terminal.lede')}</p>}>
        <div className="row">
          <Picker
            label={t('terminal.which')}
            items={items}
            value={shownId ?? shell}
            onChange={(id) => {
              setReview(null);
              select(id === shell ? null : id);
            }}
          />
          <ToggleButton
            className="button button-secondary terminal-review-button"
            isSelected={review !== null}
            onChange={(isOn) => {
              if (isOn) setReview(pane.current?.readText() ?? '');
              else closeReview();
            }}
          >
            <Icon name="show" />
            <span>{t('terminal.review')}</span>
          </ToggleButton>
        </div>
      </Screen>
      {review === null ? null : <ReviewText text={review} onClose={closeReview} />}
      <TerminalPane key={shownId ?? shell} ref={pane} jobId={shownId} isHidden={review !== null} />
    </div>
  );
}

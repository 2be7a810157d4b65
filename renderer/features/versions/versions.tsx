/** Everything that this machine could start and what it is made of: a list, and one thing's story. */
import { useRef } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useMachine, useSelection } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Filter, FindList } from '../../ui/find-list.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Split } from '../../ui/split.tsx';
import { Looking } from '../diagnose/looking.tsx';
import { ItemDetails } from './item-details.tsx';
import { useFilter } from './use-filter.ts';

export function Versions() {
  const t = useText();
  const machine = useMachine((state) => state.machine);
  const refresh = useMachine((state) => state.refresh);
  const job = useJob(useMachine((state) => state.jobId));
  if (machine === null) return <Looking job={job} />;
  return (
    <Screen title={t('versions.title')} lede={<p>{t('versions.lede')}</p>} isWide>
      <ItemList machine={machine} />
      <Actions>
        <Button isDisabled={job?.state === 'running'} onPress={() => void refresh()}>
          {t('what-happened.look-again')}
        </Button>
      </Actions>
    </Screen>
  );
}

function ItemList({ machine }: { machine: Machine }) {
  const t = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const wanted = useSelection(({ selected }) => selected.versions);
  const select = useSelection((state) => state.select);
  const { items, shown, groups, filter } = useFilter(machine);
  if (items.length === 0) return <p>{t('versions.none')}</p>;
  // What the filter hides is not looked at either: the first that is left takes its place.
  const item = shown.find(({ key }) => key === wanted) ?? shown[0];
  const onSelect = (key: string): void => {
    select({ screen: 'versions', key });
  };
  return (
    <Split
      above={<Filter label={t('filter.label')} stateLabel={t('filter.state')} {...filter} />}
      list={
        item === undefined ? (
          <p>{t('filter.none')}</p>
        ) : (
          <FindList
            label={t('versions.title')}
            groups={groups}
            selected={item.key}
            onSelect={onSelect}
            onOpen={(key) => {
              onSelect(key);
              heading.current?.focus();
            }}
          />
        )
      }
      details={
        item === undefined ? null : (
          <ItemDetails ref={heading} machine={machine} item={item} onSelect={onSelect} />
        )
      }
    />
  );
}

/** The story of one version, add-on or image: its state and why, what can be done, every fact. */
import type { Ref } from 'react';
import { findNextStart } from '../../../core/inspect/next-start.ts';
import type { Machine } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useAim } from '../../state/use-aim.ts';
import { isReturnable } from '../../state/versions.ts';
import { Badge } from '../../ui/badge.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { More } from '../../ui/more.tsx';
import { Details } from '../../ui/split.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ProblemNotes } from '../diagnose/problem-notes.tsx';
import { listHandles, type Item } from './items.ts';
import { useItemFacts } from './use-item-facts.tsx';
import { useItemWords } from './use-item-words.ts';

interface ItemDetailsProps {
  ref: Ref<HTMLHeadingElement>;
  machine: Machine;
  item: Item;
  /** Goes to another item of the list by its key. */
  onSelect: (key: string) => void;
}

/** What the reason of an item's state says already. */
const saidByReason = new Set([
  'counter-spent',
  'counter-exhausted',
  'version-incomplete',
  'extension-unfit',
]);

export function ItemDetails({ ref, machine, item, onSelect }: ItemDetailsProps) {
  const t = useText();
  const aimAt = useAim();
  const { reason, state } = useItemWords(machine)(item);
  const { plain, technical } = useItemFacts(machine, item, onSelect);
  const handles = listHandles(item);
  const problems = machine.problems.filter(
    ({ subject, code }) => handles.includes(subject) && !saidByReason.has(code),
  );
  const returnable = item.kind === 'version' && isReturnable(item.version) ? item.version : null;
  return (
    <Details
      ref={ref}
      title={item.name}
      marks={
        <>
          {state === null ? null : <Badge state={state.state}>{state.word}</Badge>}
          {item.kind === 'version' && item.version === findNextStart(machine) ? (
            <StateMark state="next" word={t('versions.starts-next')} />
          ) : null}
        </>
      }
      summary={<p>{reason}</p>}
    >
      <ProblemNotes machine={machine} problems={problems} />
      {returnable === null ? null : (
        <Actions>
          <Button
            icon="go-back"
            onPress={() => {
              aimAt({ goal: 'rollback', target: returnable.id });
            }}
          >
            {t('aim.do.rollback', { name: returnable.name })}
          </Button>
        </Actions>
      )}
      {plain.length === 0 ? null : <Facts facts={plain} />}
      <More title={t('details.technical')}>
        <Facts facts={technical} />
      </More>
    </Details>
  );
}

/** Why Lifeboat thinks so: every problem, the most serious first, and the way to what it is about. */
import { useState } from 'react';
import type { Machine, Problem } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { useNavigation, useSelection } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { More } from '../../ui/more.tsx';
import { findPart, listParts } from '../disks/parts.ts';
import { usePartWords } from '../disks/use-part-words.ts';
import { listItems } from '../versions/items.ts';
import { findPlace } from './place.ts';
import { ProblemText } from './problem-notes.tsx';
import './problems.css';

const severities: readonly Problem['severity'][] = ['error', 'warning', 'info'];
const atFirst = 8;

export function Evidence({ machine }: { machine: Machine }) {
  const t = useText();
  const [isAll, setAll] = useState(false);
  const problems = machine.problems.toSorted(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  if (problems.length === 0) return null;
  const shown = isAll ? problems : problems.slice(0, atFirst);
  const hidden = problems.length - shown.length;
  return (
    <More title={t('what-happened.evidence')}>
      <p>{t('what-happened.evidence.note')}</p>
      <ul className="plain-list">
        {shown.map((problem, index) => (
          <li
            key={`${problem.code} ${problem.subject} ${index}`}
            className={`problem problem-${problem.severity}`}
          >
            <ProblemText machine={machine} problem={problem} />
            <ShowPlace machine={machine} problem={problem} />
          </li>
        ))}
      </ul>
      {hidden === 0 ? null : (
        <Actions>
          <Button
            onPress={() => {
              setAll(true);
            }}
          >
            {t('what-happened.evidence.more', { count: hidden })}
          </Button>
        </Actions>
      )}
    </More>
  );
}

function ShowPlace({ machine, problem }: { machine: Machine; problem: Problem }) {
  const t = useText();
  const words = usePartWords();
  const go = useNavigation((state) => state.go);
  const select = useSelection((state) => state.select);
  const place = findPlace(machine, problem);
  if (place === null) return null;
  const part = findPart(listParts(machine), ({ key }) => key === place.key);
  const name =
    part === null
      ? listItems(machine).find(({ key }) => key === place.key)?.name
      : words(part).name;
  return (
    <Button
      kind="quiet"
      icon={place.screen}
      onPress={() => {
        select(place);
        go(place.screen);
      }}
    >
      {t('what-happened.show', { name: name ?? '', screen: t(`screen.${place.screen}`) })}
    </Button>
  );
}

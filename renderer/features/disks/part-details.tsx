/** All that is known of one part of a disk: first what a person asks, then what an operator asks. */
import type { Ref } from 'react';
import type { Machine } from '../../../core/model/machine.ts';
import { formatSize } from '../../i18n/quantities.ts';
import { useLanguage, useText, type Texts } from '../../i18n/text.tsx';
import { useNavigation } from '../../state/stores.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { More } from '../../ui/more.tsx';
import { Details } from '../../ui/split.tsx';
import { ProblemNotes } from '../diagnose/problem-notes.tsx';
import { DiskBar } from './disk-bar.tsx';
import { getPath, type Part } from './parts.ts';
import { usePartFacts } from './use-part-facts.ts';
import { usePartWords } from './use-part-words.ts';
import { describeFormat } from './words.ts';

interface PartDetailsProps {
  ref: Ref<HTMLHeadingElement>;
  machine: Machine;
  part: Part;
}

export function PartDetails({ ref, machine, part }: PartDetailsProps) {
  const t = useText();
  const language = useLanguage();
  const { name, kind, sizeBytes, luks, marks } = usePartWords()(part);
  const { plain, technical } = usePartFacts(part);
  const size = sizeBytes === null ? null : formatSize(language, sizeBytes);
  const path = getPath(part);
  const names = [path, name, part.kind === 'partition' ? part.partition.label : null];
  const problems = machine.problems.filter(
    ({ subject }) => subject !== '' && names.includes(subject),
  );
  return (
    <Details
      ref={ref}
      title={name}
      marks={marks.map(({ state, word }) => (
        <Badge key={word} state={state}>
          {word}
        </Badge>
      ))}
      summary={<p>{summarize(t, part, kind, size)}</p>}
    >
      {part.kind === 'disk' && part.children.length > 1 ? <DiskBar disk={part.disk} /> : null}
      <ProblemNotes machine={machine} problems={problems} />
      {luks !== null && luks.openedAs === null ? <UnlockAction name={name} /> : null}
      {plain.length === 0 ? null : <Facts facts={plain} />}
      <More title={t('details.technical')}>
        <Facts facts={technical} />
      </More>
    </Details>
  );
}

/** The one line that says most: how big it is and what it holds. */
function summarize(t: Texts, part: Part, kind: string, size: string | null): string {
  if (size === null) return kind;
  if (part.kind === 'disk') {
    return t('disks.summary.disk', { size, count: part.children.length });
  }
  return part.kind === 'partition'
    ? t('disks.summary.partition', { size, content: describeFormat(t, part.partition.fsType) })
    : t('disks.summary', { kind, size });
}

function UnlockAction({ name }: { name: string }) {
  const t = useText();
  const go = useNavigation((state) => state.go);
  return (
    <Actions>
      <Button
        icon="unlock"
        onPress={() => {
          go('unlock');
        }}
      >
        {t('unlock.action', { volume: name })}
      </Button>
    </Actions>
  );
}

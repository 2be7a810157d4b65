import { useCallback } from 'react';
import type { DomainFormatter } from '../../../core/messages/domain.ts';
import type { CopyState, Luks, Partition } from '../../../core/model/machine.ts';
import { useDomain, useText, type Texts } from '../../i18n/text.tsx';
import type { BadgeState } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icons.tsx';
import type { Part } from './parts.ts';
import * as words from './words.ts';

export interface PartWords {
  name: string;
  /** What it is, in a few words. */
  kind: string;
  icon: IconName;
  /** Null where it has no size of its own. */
  sizeBytes: number | null;
  luks: Luks | null;
  /** What is to be noticed: locked, damaged, not finished. */
  marks: { state: BadgeState; word: string }[];
}

type Mark = PartWords['marks'][number];

/** What is kept twice and is not whole: a warning while one copy is good. */
const markCopies = (copies: readonly CopyState[], word: string): Mark[] =>
  copies.every((copy) => copy === 'good')
    ? []
    : [{ state: copies.includes('good') ? 'indeterminate' : 'bad', word }];

function listMarks(
  t: Texts,
  domain: DomainFormatter,
  luks: Luks | null,
  staging: Partition['staging'] = null,
): Mark[] {
  const marks: Mark[] = [];
  if (luks?.openedAs === null) marks.push({ state: 'locked', word: domain('state.locked') });
  else if (luks !== null) marks.push({ state: 'good', word: domain('state.open') });
  if (luks?.headers) {
    const { primary, secondary } = luks.headers;
    marks.push(...markCopies([primary, secondary], t('luks.headers.hurt')));
  }
  if (staging !== null) marks.push({ state: 'unfit', word: domain('state.incomplete') });
  return marks;
}

function describePart(t: Texts, domain: DomainFormatter, part: Part): PartWords {
  if (part.kind === 'disk') {
    const { disk } = part;
    return {
      name: words.nameDisk(t, disk),
      kind: words.describeTransport(t, disk.transport) ?? t('disks.kind'),
      icon: disk.removable ? 'stick' : 'disks',
      sizeBytes: disk.sizeBytes,
      luks: null,
      marks:
        disk.gpt === null
          ? []
          : markCopies([disk.gpt.primary, disk.gpt.backup], t('disks.table.hurt')),
    };
  }
  if (part.kind === 'partition') {
    const { partition } = part;
    const type = words.describeType(t, partition.partTypeName)?.name;
    return {
      name: words.namePartition(t, partition),
      kind: type ?? words.describeFormat(t, partition.fsType),
      icon: 'part',
      sizeBytes: partition.sizeBytes,
      luks: partition.luks,
      marks: listMarks(t, domain, partition.luks, partition.staging),
    };
  }
  const { holding } = part;
  return {
    name: holding.name,
    kind: words.describeHolding(t, holding),
    icon: holding.type === 'subvolume' ? 'folder' : 'layers',
    sizeBytes: holding.sizeBytes,
    luks: holding.luks,
    marks: listMarks(t, domain, holding.luks),
  };
}

/** Says what a part is, in the person's language. */
export function usePartWords(): (part: Part) => PartWords {
  const t = useText();
  const domain = useDomain();
  return useCallback((part) => describePart(t, domain, part), [t, domain]);
}

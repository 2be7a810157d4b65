/** Where the thing that a problem speaks of is listed. */
import type { Machine, Problem } from '../../../core/model/machine.ts';
import type { Place } from '../../state/selection.ts';
import { findPart, getPath, listParts } from '../disks/parts.ts';
import { listHandles, listItems } from '../versions/items.ts';

/** The place of a problem's subject; null when it is about the machine as a whole. */
export function findPlace(machine: Machine, { subject }: Problem): Place | null {
  if (subject === '') return null;
  const item = listItems(machine).find((one) => listHandles(one).includes(subject));
  if (item !== undefined) return { screen: 'versions', key: item.key };
  const part = findPart(
    listParts(machine),
    (one) =>
      getPath(one) === subject || (one.kind === 'partition' && one.partition.label === subject),
  );
  return part === null ? null : { screen: 'disks', key: part.key };
}

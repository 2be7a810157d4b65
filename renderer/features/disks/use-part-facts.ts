/** The facts of one part in two lists: what helps a person, and names and numbers for an operator. */
import type { Disk, Holding, Luks, Partition, Verity } from '../../../core/model/machine.ts';
import type { Language } from '../../../core/contract/settings.ts';
import { useLanguage, useText, type Texts } from '../../i18n/text.tsx';
import { code, fact, known, list } from '../../ui/fact-values.tsx';
import type { Fact } from '../../ui/facts.tsx';
import type { Part } from './parts.ts';
import * as words from './words.ts';

export interface PartFacts {
  plain: Fact[];
  technical: Fact[];
}

function factsOfDisk(t: Texts, disk: Disk): PartFacts {
  const { gpt } = disk;
  const copy = (state: 'good' | 'damaged' | 'missing'): string => t(`copy.${state}`);
  return {
    plain: known([
      fact(t('disks.serial'), disk.serial),
      fact(t('disks.transport'), words.describeTransport(t, disk.transport)),
      disk.removable ? fact(t('disks.removable.label'), t('disks.removable')) : null,
      disk.readOnly ? fact(t('disks.read-only.label'), t('disks.read-only')) : null,
      disk.partitions.length === 0 ? fact(t('disks.contents'), t('disks.empty')) : null,
      gpt !== null && (gpt.primary !== 'good' || gpt.backup !== 'good')
        ? fact(
            t('disks.table.state'),
            t('disks.table.copies', { primary: copy(gpt.primary), backup: copy(gpt.backup) }),
            t('disks.table.copies.about'),
          )
        : null,
      gpt?.copiesDiffer ? fact(t('disks.table.state'), t('disks.table.differ')) : null,
    ]),
    technical: known([
      code(t('disks.device'), disk.path),
      disk.tableType === null
        ? fact(t('disks.table'), t('disks.table.none'))
        : code(t('disks.table'), disk.tableType, t('disks.table.about')),
      ...(gpt === null
        ? []
        : [
            fact(
              t('disks.table.copies.label'),
              t('disks.table.copies', { primary: copy(gpt.primary), backup: copy(gpt.backup) }),
            ),
            gpt.isBackupAtEnd ? null : fact(t('disks.table.end'), t('disks.table.not-at-end')),
            code(t('disks.table.uuid'), gpt.diskUuid),
            fact(t('disks.sector'), t('disks.bytes', { count: gpt.sectorBytes })),
          ]),
    ]),
  };
}

function factsOfLuks(t: Texts, language: Language, luks: Luks): PartFacts {
  const { headers } = luks;
  const state = (copy: 'good' | 'damaged' | 'missing'): string => t(`copy.${copy}`);
  const copies =
    headers === null
      ? null
      : t('luks.headers.copies', {
          primary: state(headers.primary),
          secondary: state(headers.secondary),
        });
  const isWhole = headers === null || (headers.primary === 'good' && headers.secondary === 'good');
  const slots = [...luks.tokens.flatMap(({ keyslots }) => keyslots), ...luks.passphraseSlots];
  return {
    plain: known([
      list(t('luks.opens-with'), words.describeKeys(t, language, luks)),
      isWhole ? null : fact(t('luks.headers'), copies, t('luks.headers.about')),
    ]),
    technical: known([
      fact(t('luks.version'), `LUKS${luks.version}`, t('luks.version.about')),
      code(t('luks.uuid'), luks.uuid),
      isWhole ? fact(t('luks.headers'), copies) : null,
      fact(t('luks.slots'), slots.join(', '), t('luks.slots.about')),
      code(t('luks.opened-as'), luks.openedAs),
    ]),
  };
}

const factsOfVerity = (t: Texts, verity: Verity): Fact[] =>
  known([
    code(t('verity.root-hash'), verity.rootHash, t('verity.root-hash.about')),
    fact(t('verity.algorithm'), verity.algorithm),
    code(t('verity.salt'), verity.salt),
    code(t('verity.uuid'), verity.uuid),
  ]);

/** What a partition and what stands on another part have in common. */
function factsOfContent(
  t: Texts,
  language: Language,
  content: Pick<Partition | Holding, 'fsType' | 'fsLabel' | 'uuid' | 'mountPoints' | 'luks'>,
): PartFacts {
  const { luks, mountPoints } = content;
  const encryption = luks === null ? null : factsOfLuks(t, language, luks);
  return {
    plain: known([
      list(t('disks.used-at'), mountPoints, t('disks.used-at.about')),
      ...(encryption?.plain ?? []),
    ]),
    technical: known([
      code(t('disks.fs-type'), content.fsType),
      fact(t('disks.fs-label'), content.fsLabel),
      code(t('disks.fs-uuid'), content.uuid),
      ...(encryption?.technical ?? []),
    ]),
  };
}

function factsOfPartition(t: Texts, language: Language, partition: Partition): PartFacts {
  const type = words.describeType(t, partition.partTypeName);
  const content = factsOfContent(t, language, partition);
  const bits = partition.attributes === '0x0' ? null : partition.attributes;
  return {
    plain: known([
      fact(t('disks.purpose'), type?.name, type?.about),
      partition.staging === null
        ? null
        : fact(t('disks.staging'), t(`staging.${partition.staging}`)),
      ...content.plain,
      list(t('disks.attributes'), words.describeAttributes(t, partition)),
    ]),
    technical: known([
      code(t('disks.device'), partition.path),
      fact(t('disks.number'), partition.number?.toString()),
      fact(t('disks.label'), partition.label),
      code(t('disks.part-uuid'), partition.partUuid),
      code(t('disks.part-type'), partition.partType, partition.partTypeName ?? undefined),
      code(t('disks.attribute-bits'), bits),
      ...content.technical,
      ...(partition.verity === null ? [] : factsOfVerity(t, partition.verity)),
    ]),
  };
}

function factsOfHolding(t: Texts, language: Language, holding: Holding): PartFacts {
  const content = factsOfContent(t, language, holding);
  const isPlace = holding.type === 'subvolume';
  return {
    plain: known([
      isPlace ? null : fact(t('disks.contents'), words.describeFormat(t, holding.fsType)),
      ...content.plain,
    ]),
    technical: known([
      code(t(isPlace ? 'disks.place' : 'disks.device'), holding.path),
      code(t('disks.layer'), holding.type),
      ...content.technical,
    ]),
  };
}

/** The facts of `part` in the person's language. */
export function usePartFacts(part: Part): PartFacts {
  const t = useText();
  const language = useLanguage();
  if (part.kind === 'disk') return factsOfDisk(t, part.disk);
  return part.kind === 'partition'
    ? factsOfPartition(t, language, part.partition)
    : factsOfHolding(t, language, part.holding);
}

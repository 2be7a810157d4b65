/** What the parts of a disk are, in a person's words: types, file systems, attributes, keys. */
import type { Language } from '../../../core/contract/settings.ts';
import { getSystemType } from '../../../core/disks/partition-types.ts';
import type { Disk, Holding, Luks, LuksToken, Partition } from '../../../core/model/machine.ts';
import { en, type TextId } from '../../i18n/en.ts';
import { formatList } from '../../i18n/quantities.ts';
import type { Texts } from '../../i18n/text.tsx';
import { nameVolume } from '../../state/volumes.ts';

const isTextId = (id: string): id is TextId => Object.hasOwn(en, id);

/** The text `prefix.name`; `name` itself where no words are needed or known. */
const wordFor = (t: Texts, prefix: string, name: string): string => {
  const id = `${prefix}.${name}`;
  return isTextId(id) ? t(id) : name;
};

export interface Kind {
  name: string;
  /** What it is for; null where the name says it. */
  about: string | null;
}

/** What a partition is for by its type; null when it has none. */
export function describeType(t: Texts, typeName: string | null): Kind | null {
  if (typeName === null) return null;
  const system = getSystemType(typeName);
  const base = system?.designator ?? typeName;
  const about = `type.${base}.about`;
  return { name: wordFor(t, 'type', base), about: isTextId(about) ? t(about) : null };
}

/** What a file system or volume is, "ext4" where people call it so. */
export const describeFormat = (t: Texts, fsType: string | null): string =>
  fsType === null ? t('disks.holds.nothing') : wordFor(t, 'format', fsType);

/** "inside the machine (NVMe)"; the transport's own name when it is a rare one. */
export const describeTransport = (t: Texts, transport: string | null): string | null =>
  transport === null ? null : wordFor(t, 'transport', transport);

/** The attributes that are set, each in words. */
export const describeAttributes = (t: Texts, partition: Partition): string[] =>
  partition.attributeNames.map((name) => wordFor(t, 'attribute', name));

/** What stands on something else: an opened volume, a logical volume, an array, a subvolume. */
export const describeHolding = (t: Texts, holding: Holding): string =>
  wordFor(t, 'holding', /^raid\d/.test(holding.type) ? 'raid' : holding.type);

function describeToken(t: Texts, language: Language, token: LuksToken): string {
  switch (token.type) {
    case 'systemd-fido2': {
      const needs = [
        ...(token.pinRequired ? [t('key.fido2.pin')] : []),
        ...(token.presenceRequired ? [t('key.fido2.touch')] : []),
        ...(token.verificationRequired ? [t('key.fido2.verification')] : []),
      ];
      return needs.length === 0
        ? t('key.fido2')
        : t('key.fido2.with', { needs: formatList(language, needs) });
    }
    case 'systemd-tpm2':
      return t(token.pinRequired ? 'key.tpm2.pin' : 'key.tpm2');
    case 'systemd-recovery':
      return t('key.recovery');
    default:
      return t('key.other', { name: token.name });
  }
}

/** Each way to open an encrypted volume. */
export const describeKeys = (t: Texts, language: Language, luks: Luks): string[] => [
  ...luks.tokens.map((token) => describeToken(t, language, token)),
  ...(luks.passphraseSlots.length === 0
    ? []
    : [t('key.passphrases', { count: luks.passphraseSlots.length })]),
];

/** "Samsung SSD 980", or that it has no name. */
export function nameDisk(t: Texts, disk: Disk): string {
  const model = disk.model?.trim() ?? '';
  return model === '' ? t('disks.unnamed') : model;
}

/** "state", "Swap space", or the path of the device. */
export function namePartition(t: Texts, partition: Partition): string {
  const name = nameVolume(partition);
  return name === partition.path
    ? (describeType(t, partition.partTypeName)?.name ?? partition.path)
    : name;
}

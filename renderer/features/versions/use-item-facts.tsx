/** The facts of one item in two lists: what helps a person, and names and numbers for an operator. */
import type { ReactNode } from 'react';
import type { Language } from '../../../core/contract/settings.ts';
import { sayEntryProblem, sayMissing } from '../../../core/inspect/say.ts';
import type { DomainFormatter } from '../../../core/messages/domain.ts';
import type { Extension, Image, Machine, Version } from '../../../core/model/machine.ts';
import { formatSize, formatTime } from '../../i18n/quantities.ts';
import { useDomain, useLanguage, useText, type Texts } from '../../i18n/text.tsx';
import { findParts } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { code, fact, known, list } from '../../ui/fact-values.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { listItems, type Item } from './items.ts';

export interface ItemFacts {
  plain: Fact[];
  technical: Fact[];
}

interface Context {
  t: Texts;
  domain: DomainFormatter;
  language: Language;
  machine: Machine;
  onSelect: (key: string) => void;
}

/** More links than this are no help: the filter finds the others. */
const fewLinks = 6;

/** Names of other items as ways to them; the word for "none" where there are none. */
function linkTo({ t, machine, onSelect }: Context, fits: (item: Item) => boolean): ReactNode {
  const items = listItems(machine).filter(fits);
  if (items.length === 0) return t('versions.parts.none');
  return (
    <ul className="plain-list lines">
      {items.slice(0, fewLinks).map(({ key, name }) => (
        <li key={key}>
          <Button
            kind="quiet"
            onPress={() => {
              onSelect(key);
            }}
          >
            {name}
          </Button>
        </li>
      ))}
      {items.length > fewLinks ? (
        <li>{t('versions.parts.more', { count: items.length - fewLinks })}</li>
      ) : null}
    </ul>
  );
}

function factsOfVersion(context: Context, version: Version): ItemFacts {
  const { t, domain, language, machine } = context;
  const { entry, images, extensions } = findParts(machine, version);
  const counter = entry?.counter ?? null;
  return {
    plain: known([
      counter === null
        ? null
        : fact(t('versions.tries'), t('versions.tries.value', counter), t('versions.tries.about')),
      fact(
        t('versions.last-booted'),
        version.lastBooted === null
          ? t('versions.last-booted.unknown')
          : formatTime(language, version.lastBooted),
      ),
      list(t('versions.missing'), sayMissing(version, domain)),
      {
        name: t('versions.images'),
        value: linkTo(context, (item) => item.kind === 'image' && images.includes(item.image)),
        about: t('versions.images.note'),
      },
      {
        name: t('versions.extensions'),
        value: linkTo(
          context,
          (item) => item.kind === 'extension' && extensions.includes(item.extension),
        ),
        about: t('versions.extensions.note'),
      },
    ]),
    technical: known([
      code(t('entry.id'), version.entryId, t('entry.id.about')),
      ...(entry === null
        ? []
        : [
            code(t('entry.path'), entry.path),
            fact(t('entry.partition'), t(`entry.partition.${entry.partition}`)),
            fact(
              t('entry.kind'),
              t(`entry.kind.${entry.kind}`),
              t(`entry.kind.${entry.kind}.about`),
            ),
            fact(t('entry.version'), entry.version),
            fact(t('entry.kernel'), entry.kernelVersion),
            fact(t('entry.sort-key'), entry.sortKey, t('entry.sort-key.about')),
            fact(t('entry.architecture'), entry.architecture),
            code(t('entry.machine-id'), entry.machineId),
            fact(t('entry.size'), formatSize(language, entry.sizeBytes)),
            code(t('entry.cmdline'), entry.cmdline, t('entry.cmdline.about')),
            code(t('entry.root-hash'), entry.rootHash, t('hash.about')),
            code(t('entry.usr-hash'), entry.usrHash, t('hash.about')),
            list(t('entry.profiles'), entry.profileTitles, t('entry.profiles.about')),
            list(t('entry.addons'), entry.addons, t('entry.addons.about')),
            list(t('entry.extensions'), entry.extensionPaths),
            list(t('entry.credentials'), entry.credentialPaths, t('entry.credentials.about')),
            list(
              t('entry.problems'),
              entry.problems.map((problem) => sayEntryProblem(problem, domain)),
            ),
            entry.isSelected ? fact(t('entry.selected'), t('entry.selected.this')) : null,
          ]),
    ]),
  };
}

const yesNo = (t: Texts, value: boolean | null): string =>
  value === null ? t('answer.unknown') : t(value ? 'answer.yes' : 'answer.no');

function factsOfExtension(context: Context, extension: Extension): ItemFacts {
  const { t } = context;
  return {
    plain: known([
      fact(t('extension.kind'), t(`extension.kind.${extension.kind}`)),
      {
        name: t('extension.for'),
        value: linkTo(
          context,
          (item) => item.kind === 'version' && extension.fitsVersions.includes(item.version.id),
        ),
      },
      fact(t('extension.verity'), yesNo(t, extension.verity), t('extension.verity.about')),
      fact(t('extension.signed'), yesNo(t, extension.signed), t('extension.signed.about')),
    ]),
    technical: known([
      code(t('details.path'), extension.path),
      fact(t('extension.format'), t(`extension.format.${extension.format}`)),
      code(t('extension.masked'), extension.maskedBy, t('extension.masked.about')),
      code(t('extension.reason'), extension.reason),
      ...Object.entries(extension.release).map(([name, value]) => code(name, value)),
    ]),
  };
}

function factsOfImage(context: Context, image: Image): ItemFacts {
  const { t, language } = context;
  return {
    plain: known([
      fact(t('image.checked'), t(`image.${image.verified}`), t(`image.${image.verified}.about`)),
      fact(t('image.placement'), t(`image.placement.${image.placement}`)),
      {
        name: t('image.users'),
        value: linkTo(
          context,
          (item) => item.kind === 'version' && image.usedBy.includes(item.version.entryId),
        ),
      },
    ]),
    technical: known([
      code(t('details.path'), image.path),
      fact(t('image.kind'), t(`image.kind.${image.kind}`)),
      fact(t('entry.version'), image.version),
      fact(t('image.slot'), image.slot, t('image.slot.about')),
      fact(t('entry.architecture'), image.architecture),
      fact(t('entry.size'), formatSize(language, image.sizeBytes)),
      code(t('disks.part-uuid'), image.partUuid),
      code(t('image.expected'), image.expectedRootHash, t('hash.about')),
      code(t('image.found'), image.foundRootHash),
    ]),
  };
}

/** The facts of `item` in the person's language; `onSelect` goes to another item by its key. */
export function useItemFacts(
  machine: Machine,
  item: Item,
  onSelect: (key: string) => void,
): ItemFacts {
  const t = useText();
  const domain = useDomain();
  const language = useLanguage();
  const context = { t, domain, language, machine, onSelect };
  if (item.kind === 'version') return factsOfVersion(context, item.version);
  return item.kind === 'extension'
    ? factsOfExtension(context, item.extension)
    : factsOfImage(context, item.image);
}

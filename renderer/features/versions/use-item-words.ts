/** What an item is and why it is judged so, in the person's language. */
import { useCallback } from 'react';
import { sayExtension } from '../../../core/inspect/extensions.ts';
import { sayMissing } from '../../../core/inspect/say.ts';
import type { DomainFormatter } from '../../../core/messages/domain.ts';
import type { Entry, Image, Machine, Version } from '../../../core/model/machine.ts';
import { formatList, formatSize } from '../../i18n/quantities.ts';
import { useDomain, useLanguage, useText, type Texts } from '../../i18n/text.tsx';
import { nameVersion } from '../../state/versions.ts';
import type { BadgeState } from '../../ui/badge.tsx';
import type { IconName } from '../../ui/icons.tsx';
import type { Item, ItemState } from './items.ts';

export interface ItemWords {
  /** Why it is judged as it is, in one or two sentences. */
  reason: string;
  /** Its state's shape and word; null where nothing is known. */
  state: { state: BadgeState; word: string } | null;
  icon: IconName;
}

const shapes: Record<ItemState, BadgeState> = {
  good: 'good',
  fits: 'good',
  indeterminate: 'indeterminate',
  bad: 'bad',
  incomplete: 'unfit',
  unfit: 'unfit',
};

function sayVersion(
  t: Texts,
  domain: DomainFormatter,
  version: Version,
  entry: Entry | null,
): string {
  if (version.isLifeboat) return t('reason.lifeboat');
  if (!version.complete) {
    return t('reason.incomplete', { missing: sayMissing(version, domain).join(', ') });
  }
  const { done = 0, left = 0 } = entry?.counter ?? {};
  if (version.state === 'good') return t('reason.good');
  if (version.state === 'bad') return t('reason.bad', { done });
  return t('reason.indeterminate', { done, left });
}

const sayImage = (t: Texts, image: Image, size: string, users: string): string => {
  const what = t(`image.role.${image.role}`, { size });
  if (image.verified === 'mismatch') return `${what} ${t('image.reason.mismatch')}`;
  if (image.placement !== 'installed') return `${what} ${t(`image.placement.${image.placement}`)}`;
  return `${what} ${users === '' ? t('image.unused') : t('image.used-by', { versions: users })}`;
};

/** Says of the machine's items what they are. */
export function useItemWords(machine: Machine): (item: Item) => ItemWords {
  const t = useText();
  const domain = useDomain();
  const language = useLanguage();
  return useCallback(
    (item) => {
      const state =
        item.state === null
          ? null
          : {
              state: shapes[item.state],
              word:
                item.kind === 'image'
                  ? t(item.state === 'bad' ? 'image.mismatch' : 'image.verified')
                  : domain(`state.${item.state}`),
            };
      if (item.kind === 'version') {
        return { icon: 'versions', state, reason: sayVersion(t, domain, item.version, item.entry) };
      }
      if (item.kind === 'extension') {
        const fits = item.extension.fitsVersions.map((id) => nameVersion(machine, id));
        const reason =
          fits.length > 0
            ? t('extension.fits', { versions: formatList(language, fits) })
            : sayExtension(item.extension, machine.host, domain);
        return { icon: 'extension', state, reason };
      }
      const { image } = item;
      const users = machine.versions
        .filter(({ entryId }) => image.usedBy.includes(entryId))
        .map(({ name }) => name);
      const size = formatSize(language, image.sizeBytes);
      return {
        icon: 'image',
        state:
          item.state === 'incomplete'
            ? { state: 'unfit', word: domain('state.incomplete') }
            : state,
        reason: sayImage(t, image, size, formatList(language, users)),
      };
    },
    [t, domain, language, machine],
  );
}

import type { Image, Machine } from '../../../core/model/machine.ts';
import { formatList, formatSize } from '../../i18n/quantities.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import { Badge, type BadgeState } from '../../ui/badge.tsx';

const badges: Record<Image['verified'], BadgeState> = {
  verified: 'good',
  mismatch: 'bad',
  'not-checked': 'indeterminate',
};

/** One image: what it holds, who needs it, and whether its contents were checked. */
export function ImageItem({ machine, image }: { machine: Machine; image: Image }) {
  const t = useText();
  const language = useLanguage();
  const users = machine.versions
    .filter(({ entryId }) => image.usedBy.includes(entryId))
    .map(({ name }) => name);
  return (
    <div className="stack">
      <div className="row">
        <h3>{image.name}</h3>
        <Badge state={badges[image.verified]}>{t(`image.${image.verified}`)}</Badge>
      </div>
      <p>
        {t(`image.role.${image.role}`, { size: formatSize(language, image.sizeBytes) })}{' '}
        {users.length === 0
          ? t('image.unused')
          : t('image.used-by', { versions: formatList(language, users) })}
      </p>
    </div>
  );
}

import type { Extension, Machine } from '../../../core/model/machine.ts';
import { formatList } from '../../i18n/quantities.ts';
import { useLanguage, useSay, useText } from '../../i18n/text.tsx';
import { nameVersion } from '../../state/versions.ts';
import { Badge } from '../../ui/badge.tsx';

/** One add-on: which versions it was made for, or why none of them takes it. */
export function ExtensionItem({ machine, extension }: { machine: Machine; extension: Extension }) {
  const t = useText();
  const say = useSay();
  const language = useLanguage();
  const fits = extension.fitsVersions.map((id) => nameVersion(machine, id));
  return (
    <div className="stack">
      <div className="row">
        <h3>{extension.name}</h3>
        {fits.length > 0 ? (
          <Badge state="good">{say('state.fits', {})}</Badge>
        ) : (
          <Badge state="unfit">{say('state.unfit', {})}</Badge>
        )}
      </div>
      <p>
        {fits.length > 0
          ? t('extension.fits', { versions: formatList(language, fits) })
          : t(`extension.${extension.reason}`)}
      </p>
    </div>
  );
}

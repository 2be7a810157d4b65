/** What starts now and what starts from then on, side by side. */
import type { Machine, Version } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import { Icon } from '../../ui/icons.tsx';
import { VersionState } from '../../ui/version-state.tsx';
import './before-after.css';

export function BeforeAfter({ machine, target }: { machine: Machine; target: string }) {
  const t = useText();
  const before = machine.versions.find(({ isDefault }) => isDefault);
  const after = machine.versions.find(({ id }) => id === target);
  const side = (label: string, version: Version | undefined, tone: string) => (
    <div className={`change-side change-${tone}`}>
      <dt>{label}</dt>
      <dd>
        <strong>{version?.name ?? t('go-back.before.nothing')}</strong>
        {version === undefined ? null : <VersionState version={version} />}
      </dd>
    </div>
  );
  return (
    <dl className="change" aria-label={t('go-back.change')}>
      {side(t('go-back.before'), before, 'before')}
      <div className="change-arrow" aria-hidden="true">
        <Icon name="forward" />
      </div>
      {side(t('go-back.after'), after, 'after')}
    </dl>
  );
}

/** What is so now and what is so from then on, side by side. */
import type { Machine } from '../../../core/model/machine.ts';
import type { Plan } from '../../../core/model/plan.ts';
import { useText } from '../../i18n/text.tsx';
import { Icon } from '../../ui/icons.tsx';
import { VersionState } from '../../ui/version-state.tsx';
import { describeChange, type Side } from './change.ts';
import './before-after.css';

interface BeforeAfterProps {
  machine: Machine;
  plan: Plan;
  /** What the plan is about, as the person knows it. */
  name: string;
}

export function BeforeAfter({ machine, plan, name }: BeforeAfterProps) {
  const t = useText();
  const { before, after } = describeChange(machine, plan, name);
  const side = (label: string, { name: starts, version, lines }: Side, tone: string) => (
    <div className={`change-side change-${tone}`}>
      <dt>{label}</dt>
      <dd>
        <strong>{starts ?? t('go-back.before.nothing')}</strong>
        {version === null ? null : <VersionState version={version} />}
      </dd>
      {lines.map((line) => (
        <dd key={`${line.text} ${line.name}`} className="change-line">
          {t(line.text, { name: line.name })}
        </dd>
      ))}
    </div>
  );
  return (
    <dl className="change" aria-label={t('go-back.change')}>
      {side(t('go-back.before'), before, 'before')}
      <div className="change-arrow" aria-hidden="true">
        <Icon name="forward" />
      </div>
      {side(plan.goal === 'once' ? t('go-back.after.once') : t('go-back.after'), after, 'after')}
    </dl>
  );
}

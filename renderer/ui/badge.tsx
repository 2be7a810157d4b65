/** A state as a shape and a word: never by colour alone. */
import { Icon } from './icons.tsx';
import './badge.css';

export type BadgeState = 'good' | 'indeterminate' | 'bad' | 'unfit' | 'locked';

export function Badge({ state, children }: { state: BadgeState; children: string }) {
  return (
    <span className={`badge badge-${state}`}>
      <Icon name={state} />
      {children}
    </span>
  );
}

/** A state in a row of a list: the badge's shape and word, without its box, for there are many. */
import type { BadgeState } from './badge.tsx';
import { Icon } from './icons.tsx';

export interface Mark {
  /** "next" is what starts next: no judgement. */
  state: BadgeState | 'next';
  word: string;
}

export function StateMark({ state, word }: Mark) {
  return (
    <span className={`mark-state mark-${state}`}>
      <Icon name={state === 'next' ? 'forward' : state} />
      {word}
    </span>
  );
}

import type { ReactNode } from 'react';
import './card.css';

/** A quiet box around what belongs together; `tone` repeats what its words say. */
export function Card({
  children,
  tone = 'plain',
}: {
  children: ReactNode;
  tone?: 'plain' | 'recommended' | 'warning' | 'bad';
}) {
  return <div className={`card card-${tone}`}>{children}</div>;
}

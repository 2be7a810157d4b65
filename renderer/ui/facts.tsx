/** Names with their values, for what is worth knowing exactly; `about` explains a term. */
import { Fragment, type ReactNode } from 'react';
import './facts.css';

export interface Fact {
  name: string;
  value: ReactNode;
  about?: string;
  /** A value that needs the whole width: a hash, a command line. */
  isLong?: boolean;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, about, isLong = false }) => (
        <Fragment key={name}>
          <dt className={isLong ? 'fact-long' : undefined}>{name}</dt>
          <dd className={isLong ? 'fact-long' : undefined}>
            {value}
            {about === undefined ? null : <span className="fact-about">{about}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

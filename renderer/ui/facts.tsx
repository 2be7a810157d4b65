/** Names with their values, for what is worth knowing exactly; `about` explains a term. */
import { Fragment, type ReactNode } from 'react';
import './facts.css';

export interface Fact {
  name: string;
  value: ReactNode;
  about?: string;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, about }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {about === undefined ? null : <span className="fact-about">{about}</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

import { Fragment } from 'react';
import { StateMark, type Mark } from './state-mark.tsx';
import './rows.css';

interface RowTextProps {
  name: string;
  marks: readonly Mark[];
  note: string;
}

/**
 * What a row of a tree or a list shows: a name, its states, and one quiet line below. Blanks keep its
 * words apart for whoever reads them as one text.
 */
export function RowText({ name, marks, note }: RowTextProps) {
  return (
    <span className="row-text">
      <span className="row-name">
        {name}{' '}
        {marks.map((mark) => (
          <Fragment key={mark.word}>
            <StateMark {...mark} />{' '}
          </Fragment>
        ))}
      </span>{' '}
      <span className="row-note">{note}</span>
    </span>
  );
}

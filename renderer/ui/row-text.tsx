import { StateMark, type Mark } from './state-mark.tsx';
import './rows.css';

interface RowTextProps {
  name: string;
  marks: readonly Mark[];
  note: string;
}

/** What a row of a tree or a list shows: a name, its states, and one quiet line below. */
export function RowText({ name, marks, note }: RowTextProps) {
  return (
    <span className="row-text">
      <span className="row-name">
        {name}
        {marks.map((mark) => (
          <StateMark key={mark.word} {...mark} />
        ))}
      </span>
      <span className="row-note">{note}</span>
    </span>
  );
}

/**
 * A list and what is known of the one thing chosen in it: side by side where there is room, under
 * one another elsewhere. The details are a region of their own (F6); their heading can take the
 * focus, and `summary` is its description, so that it is read where plain text is skipped.
 */
import { useId, type ReactNode, type Ref } from 'react';
import './split.css';

interface SplitProps {
  /** What stands over both, such as a filter. */
  above?: ReactNode;
  list: ReactNode;
  details: ReactNode;
}

export function Split({ above, list, details }: SplitProps) {
  return (
    <div className={above === undefined ? 'split' : 'split split-below'}>
      {above}
      <div className="split-panes">
        <div className="split-list">{list}</div>
        {details}
      </div>
    </div>
  );
}

interface DetailsProps {
  ref: Ref<HTMLHeadingElement>;
  title: string;
  /** What stands beside the title: states. */
  marks?: ReactNode;
  summary: ReactNode;
  children: ReactNode;
}

export function Details({ ref, title, marks, summary, children }: DetailsProps) {
  const id = useId();
  return (
    <section className="details" aria-labelledby={`${id}-title`} data-region="">
      <div className="row">
        <h2
          ref={ref}
          id={`${id}-title`}
          tabIndex={-1}
          data-region-focus=""
          aria-describedby={`${id}-summary`}
        >
          {title}
        </h2>
        {marks}
      </div>
      <div id={`${id}-summary`} className="stack">
        {summary}
      </div>
      {children}
    </section>
  );
}

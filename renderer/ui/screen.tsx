/**
 * A screen is one question. Its heading takes the focus on arrival and says where the person is;
 * the lede is its description, so that it is read too where a screen reader skips plain text.
 */
import { useEffect, useId, useRef, type ReactNode, type Ref } from 'react';
import { arriveAt } from './arrive.ts';
import './screen.css';

interface ScreenProps {
  title: string;
  lede?: ReactNode;
  children: ReactNode;
  /** For a list beside its details, which needs more than a column of text. */
  isWide?: boolean;
}

export function Screen({ title, lede, children, isWide = false }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const ledeId = useId();
  useEffect(() => (heading.current ? arriveAt(heading.current) : undefined), []);
  useEffect(() => {
    document.title = `${title} – Lifeboat`;
  }, [title]);
  const hasLede = lede !== undefined && lede !== null;
  return (
    <div className={isWide ? 'screen screen-wide' : 'screen'}>
      <header className="screen-head">
        <h1
          ref={heading}
          tabIndex={-1}
          data-region-focus=""
          aria-describedby={hasLede ? ledeId : undefined}
        >
          {title}
        </h1>
        {hasLede ? (
          <div id={ledeId} className="lede">
            {lede}
          </div>
        ) : null}
      </header>
      {children}
    </div>
  );
}

/** A part of a screen under a heading of its own. */
export function Section({
  title,
  children,
  quiet = false,
  titleRef,
}: {
  title: string;
  children: ReactNode;
  quiet?: boolean;
  /** For whoever brings the focus here; the heading takes it then. */
  titleRef?: Ref<HTMLHeadingElement>;
}) {
  const titleId = useId();
  return (
    <section className="section" aria-labelledby={titleId}>
      <h2
        id={titleId}
        ref={titleRef}
        tabIndex={titleRef === undefined ? undefined : -1}
        className={quiet ? 'quiet-heading' : undefined}
      >
        {title}
      </h2>
      {children}
    </section>
  );
}

/**
 * How the focus arrives on a screen. The button that led here has gone with its own screen, and a
 * screen reader whose last place is gone takes over the next one without a word (Orca calls its old
 * focus defunct). So the focus rests on the frame's main part first, which never goes, and moves on
 * to the heading a moment later; that move is spoken.
 */
const restMs = 150;

/** Gives `heading` the focus unless the person moves on meanwhile; returns what calls it off. */
export function arriveAt(heading: HTMLElement): () => void {
  const rest = heading.closest('main');
  if (!rest) {
    heading.focus();
    return () => undefined;
  }
  rest.focus({ preventScroll: true });
  const timer = setTimeout(() => {
    if (document.activeElement === rest) heading.focus();
  }, restMs);
  return () => {
    clearTimeout(timer);
  };
}

import { useEffect, useId, useRef } from 'react';
import { useText } from '../../i18n/text.tsx';

/** What the terminal has shown, as plain text that a caret can walk through line by line. */
export function ReviewText({ text, onClose }: { text: string; onClose: () => void }) {
  const t = useText();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    if (current === null) return;
    current.focus();
    // The newest line is what one came for; it stands at the end.
    current.setSelectionRange(current.value.length, current.value.length);
    current.scrollTop = current.scrollHeight;
  }, []);
  return (
    <div className="terminal-review stack" data-region="">
      <label htmlFor={id}>{t('terminal.review.label')}</label>
      <textarea
        ref={area}
        id={id}
        className="terminal-review-text"
        readOnly
        rows={16}
        value={text}
        data-region-focus=""
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          event.preventDefault();
          onClose();
        }}
      />
    </div>
  );
}

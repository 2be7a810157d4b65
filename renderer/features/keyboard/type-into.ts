/**
 * Types for the keyboard on the screen, into whatever has the focus: a field, or a terminal, which
 * takes it as an event of its own. A key of the screen takes no focus, so the place stays.
 */

/** Sent to a terminal's input: `detail` is what a terminal sends for the key. */
export const terminalInput = 'lifeboat-terminal-input';

export type EditKey = 'Backspace' | 'Enter' | 'ArrowLeft' | 'ArrowRight';

const terminalSequences: Readonly<Record<EditKey, string>> = {
  Backspace: '\x7f',
  Enter: '\r',
  ArrowLeft: '\x1b[D',
  ArrowRight: '\x1b[C',
};

type Field = HTMLInputElement | HTMLTextAreaElement;

const textTypes = ['text', 'password', 'search'];

/** Whether somebody can type into it. */
export const isField = (element: Element | null): element is Field =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && textTypes.includes(element.type));

const isInTerminal = (element: Element): boolean => element.closest('.xterm') !== null;

function replace(field: Field, from: number, to: number, text: string): void {
  if (field.readOnly || field.disabled) return;
  field.setRangeText(text, from, to, 'end');
  const inputType = text === '' ? 'deleteContentBackward' : 'insertText';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType, data: text || null }));
}

function edit(field: Field, key: EditKey): void {
  const start = field.selectionStart ?? 0;
  const end = field.selectionEnd ?? start;
  const before = Array.from(field.value.slice(0, start)).at(-1)?.length ?? 0;
  const after = Array.from(field.value.slice(end))[0]?.length ?? 0;
  switch (key) {
    case 'Backspace':
      if (end > 0) replace(field, start === end ? start - before : start, end, '');
      return;
    case 'ArrowLeft':
      field.setSelectionRange(start - before, start - before);
      return;
    case 'ArrowRight':
      field.setSelectionRange(end + after, end + after);
      return;
    case 'Enter':
      field.form?.requestSubmit();
  }
}

/** Types `text` where the focus is; false where there is nothing to type into. */
export function typeText(text: string): boolean {
  const { activeElement: place } = document;
  if (!isField(place)) return false;
  if (isInTerminal(place))
    place.dispatchEvent(new CustomEvent(terminalInput, { bubbles: true, detail: text }));
  else replace(place, place.selectionStart ?? 0, place.selectionEnd ?? 0, text);
  return true;
}

/** Does what `key` does where the focus is; false where there is nothing to edit. */
export function pressKey(key: EditKey): boolean {
  const { activeElement: place } = document;
  if (!isField(place)) return false;
  if (isInTerminal(place)) return typeText(terminalSequences[key]);
  edit(place, key);
  return true;
}

/** Does what Control and a letter do where the focus is: selects all of a field, is a control character in a terminal. */
export function pressControl(letter: string): void {
  const { activeElement: place } = document;
  if (!isField(place)) return;
  if (isInTerminal(place)) typeText(String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 31));
  else if (letter.toLowerCase() === 'a') place.select();
}

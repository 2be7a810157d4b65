import { styleText } from 'node:util';

export interface Style {
  columns: number;
  hasColour: boolean;
}

/** Names on a disk can hold anything; a terminal gets no control characters from them. */
const clean = (text: string) => text.replace(/[^\P{Cc}\s]/gu, '\u{fffd}');

/** A word in pieces of at most `columns`, cut behind a slash where there is one. */
function cutWord(word: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (rest.length > columns) {
    const slash = rest.lastIndexOf('/', columns - 1);
    const end = slash > 0 ? slash + 1 : columns;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

/** Words of a paragraph on lines of at most `columns`, each after `indent`; the first after `mark`. */
export function wrap(text: string, columns: number, mark = '', indent = ' '.repeat(mark.length)) {
  const lines: string[] = [];
  let line = mark;
  let isEmpty = true;
  const words = clean(text).split(/\s+/).filter(Boolean);
  for (const word of words.flatMap((each) => cutWord(each, Math.max(8, columns - indent.length)))) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** A heading, bold where the terminal shows it, underlined in any case. */
export function heading(text: string, { hasColour, columns }: Style): string {
  const plain = wrap(text, columns);
  const title = hasColour ? styleText('bold', plain, { validateStream: false }) : plain;
  const width = Math.max(...plain.split('\n').map(({ length }) => length));
  return `${title}\n${'-'.repeat(width)}`;
}

export interface Section {
  /** Null for a plain answer that needs no heading. */
  title: string | null;
  /** Paragraphs; a list item has a mark. */
  items: { mark?: string; text: string }[];
}

/** Sections with a blank line between them; empty ones are left out. */
export function layOut(sections: readonly Section[], style: Style): string {
  return sections
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }) =>
      [
        ...(title === null ? [] : [heading(title, style)]),
        ...items.map(({ mark, text }) => wrap(text, Math.min(style.columns, 100), mark)),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

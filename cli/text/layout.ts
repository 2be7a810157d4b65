import { styleText } from 'node:util';

export interface Style {
  columns: number;
  hasColour: boolean;
}

/** Words of a paragraph on lines of at most `columns`, each after `indent`; the first after `mark`. */
export function wrap(text: string, columns: number, mark = '', indent = ' '.repeat(mark.length)) {
  const lines: string[] = [];
  let line = mark;
  let isEmpty = true;
  for (const word of text.split(/\s+/).filter(Boolean)) {
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
export function heading(text: string, { hasColour }: Style): string {
  const title = hasColour ? styleText('bold', text, { validateStream: false }) : text;
  return `${title}\n${'-'.repeat(text.length)}`;
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

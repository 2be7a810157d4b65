export interface Assignment {
  key: string;
  value: string;
}

/** ASCII only, as the loader folds names and patterns; other letters keep their case. */
export const toLowerAscii = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** One line as systemd-boot reads it; null for comments and for keys without a value. */
export function parseLine(line: string): Assignment | null {
  const trimmed = line.replace(/^[ \t]+|[ \t\r\n]+$/g, '');
  if (trimmed.startsWith('#')) return null;
  const blank = trimmed.search(/[ \t]/);
  if (blank < 0) return null;
  const raw = trimmed.slice(blank).replace(/^[ \t]+/, '');
  const quote = raw.charAt(0);
  const isQuoted = (quote === '"' || quote === "'") && raw.endsWith(quote);
  return { key: trimmed.slice(0, blank), value: isQuoted ? raw.slice(1, -1) : raw };
}

/**
 * The assignments of a loader.conf or a type #1 entry in their order, by systemd-boot's own rules
 * (line_get_key_value()): lines end with LF or CR, blanks separate key and value, one pair of quotes
 * around the value goes, and nothing behind a NUL is read. A byte order mark stays part of the first
 * key, which the loader then does not know.
 */
export function parseLines(text: string): Assignment[] {
  const readable = text.split('\0', 1)[0] ?? '';
  return readable.split(/[\r\n]/).flatMap((line) => parseLine(line) ?? []);
}

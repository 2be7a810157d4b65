import { parseLine, parseLines } from './lines.ts';

export interface LoaderConf {
  default: string | null;
  preferred: string | null;
}

/** Whether the loader knows the pseudo-entry: of those with an at sign only `@saved` exists. */
export const isSavedEntry = (pattern: string): boolean => pattern.toLowerCase() === '@saved';

/** What loader.conf(5) says about the choice; the last line of a key that is understood counts. */
export function parseLoaderConf(text: string): LoaderConf {
  const found: LoaderConf = { default: null, preferred: null };
  for (const { key, value } of parseLines(text)) {
    if (key !== 'default' && key !== 'preferred') continue;
    if (value.startsWith('@') && !isSavedEntry(value)) continue;
    found[key] = value;
  }
  return found;
}

/** The same loader.conf with its `default` set to `entryId`, or without one when null. */
export function withDefault(text: string, entryId: string | null): string {
  const isDefault = (line: string) => parseLine(line)?.key === 'default';
  const readable = text.split('\0', 1)[0] ?? '';
  const lines = readable.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const position = lines.findIndex(isDefault);
  const others = lines.filter((line) => !isDefault(line));
  if (entryId !== null) {
    others.splice(position < 0 ? others.length : position, 0, `default ${entryId}\n`);
  }
  return others.map((line) => (/[\r\n]$/.test(line) ? line : `${line}\n`)).join('');
}

const header = '# GRUB Environment Block\n';
const minBytes = 512;

/** The lines of a block before its filling, without the header; null when it is not such a block. */
function readLines(text: string): string[] | null {
  if (!text.startsWith(header)) return null;
  const lines = text.slice(header.length).split('\n');
  // What follows the last line end is the filling.
  return lines.slice(0, -1);
}

const unescape = (value: string) => value.replace(/\\(.)/g, '$1');
const escape = (value: string) => value.replace(/\\/g, '\\\\');

/**
 * The variables in GRUB's environment block; null when `text` is none. The block is a text of fixed
 * size: a header line, NAME=VALUE lines with backslashes doubled, then "#" to the end, so that GRUB
 * can write it in place. GNU GRUB manual, "The GRUB environment block".
 */
export function parseGrubEnvironment(text: string): Record<string, string> | null {
  const lines = readLines(text);
  if (lines === null) return null;
  const variables: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = /^([^#=][^=]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables[name] = unescape(value);
  }
  return variables;
}

/** The block with one variable set, or removed when null; null when it does not fit or is none. */
export function withGrubVariable(text: string, name: string, value: string | null): string | null {
  const lines = readLines(text);
  if (lines === null || text.length < minBytes) return null;
  const isIt = (line: string) => line.startsWith(`${name}=`);
  const position = lines.findIndex(isIt);
  const others = lines.filter((line) => !isIt(line));
  if (value !== null) {
    others.splice(position < 0 ? others.length : position, 0, `${name}=${escape(value)}`);
  }
  const body = header + others.map((line) => `${line}\n`).join('');
  // GRUB's names and ids are plain ASCII; anything else would not be as long as it looks.
  const isPlain = /^[\x20-\x7e\n]*$/.test(body);
  return isPlain && body.length <= text.length ? body.padEnd(text.length, '#') : null;
}

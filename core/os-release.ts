/**
 * os-release names a system, extension-release the system that an extension was built for; both are
 * lists of shell-like assignments. systemd reads them all with one parser, and what it makes of a
 * strange line decides whether an extension applies, so this one takes the same steps: os-release(5)
 * for the format, systemd's env-file.c for every corner that the manual leaves open.
 */
import type { Host } from './model/machine.ts';

export type OsRelease = Readonly<Record<string, string>>;

const isBlank = (char: string) => char === ' ' || char === '\t' || isNewline(char);
const isNewline = (char: string) => char === '\n' || char === '\r';
const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What stands between double quotes, from behind the first one; `\` before a line's end joins lines. */
function readDoubleQuoted(text: string, start: number) {
  let value = '';
  let at = start;
  for (; at < text.length && text.charAt(at) !== '"'; at += 1) {
    if (text.charAt(at) !== '\\') {
      value += text.charAt(at);
      continue;
    }
    at += 1;
    const escaped = text.charAt(at);
    if (escaped === '' || escaped === '\n') continue;
    value += '"\\`$'.includes(escaped) ? escaped : `\\${escaped}`;
  }
  return { value, at: at + 1 };
}

/** The rest of a line that began without a quote: quotes mean nothing any more, `\` takes one char. */
function readPlain(text: string, start: number) {
  let value = '';
  let kept = 0;
  let at = start;
  for (; at < text.length && !isNewline(text.charAt(at)); at += 1) {
    if (text.charAt(at) === '\\') {
      at += 1;
      if (!isNewline(text.charAt(at))) value += text.charAt(at);
      kept = value.length;
      continue;
    }
    value += text.charAt(at);
    if (!isBlank(text.charAt(at))) kept = value.length;
  }
  return { value: value.slice(0, kept), at };
}

/** The value behind a `=`, and where the text goes on behind its line. */
function readValue(text: string, start: number) {
  let value = '';
  let at = start;
  while (at < text.length && !isNewline(text.charAt(at))) {
    const char = text.charAt(at);
    if (char === '"') {
      const quoted = readDoubleQuoted(text, at + 1);
      value += quoted.value;
      at = quoted.at;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      value += text.slice(at + 1, end < 0 ? undefined : end);
      at = end < 0 ? text.length : end + 1;
    } else if (isBlank(char)) at += 1;
    else {
      const plain = readPlain(text, at);
      return { value: value + plain.value, at: plain.at };
    }
  }
  return { value, at };
}

const endOfLine = (text: string, start: number) => {
  let at = start;
  while (at < text.length && !isNewline(text.charAt(at))) at += 1;
  return at;
};

/**
 * Assignments of an os-release or extension-release text: the last one wins, lines without `=` and
 * names that no shell has are passed over. Empty for a text with NUL bytes, which systemd refuses.
 */
export function parseOsRelease(text: string): OsRelease {
  // A section of a UKI is filled up with zeros.
  const content = text.replace(/\0+$/, '');
  const fields = new Map<string, string>();
  if (content.includes('\0')) return {};
  let at = 0;
  while (at < content.length) {
    const char = content.charAt(at);
    if (isBlank(char)) at += 1;
    else if (char === '#' || char === ';') at = endOfLine(content, at);
    else {
      const end = endOfLine(content, at);
      // A name has one character at least: a line that begins with `=` assigns nothing.
      const equals = content.indexOf('=', at + 1);
      if (equals < 0 || equals > end) {
        at = end;
        continue;
      }
      const name = content.slice(at, equals).trimEnd();
      const read = readValue(content, equals + 1);
      if (namePattern.test(name)) fields.set(name, read.value);
      at = read.at;
    }
  }
  return Object.fromEntries(fields);
}

const orNull = (value: string | undefined) => (value === undefined || value === '' ? null : value);

/** The words of a value such as ID_LIKE or SYSEXT_SCOPE. */
export const splitWords = (value: string): string[] => value.split(/[ \t\n\r]+/).filter(Boolean);

/** ID, "linux" where a system does not say: os-release(5). Null when nothing is known of a system. */
export const getId = (release: OsRelease): string | null =>
  orNull(release['ID']) ?? (Object.keys(release).length > 0 ? 'linux' : null);

/** The host as the model has it; `architecture` by systemd's names ("x86-64"). */
export function describeHost(release: OsRelease, architecture: string | null): Host {
  return {
    id: getId(release),
    idLike: splitWords(release['ID_LIKE'] ?? ''),
    versionId: orNull(release['VERSION_ID']),
    sysextLevel: orNull(release['SYSEXT_LEVEL']),
    confextLevel: orNull(release['CONFEXT_LEVEL']),
    imageId: orNull(release['IMAGE_ID']),
    imageVersion: orNull(release['IMAGE_VERSION']),
    architecture,
    prettyName: orNull(release['PRETTY_NAME']) ?? orNull(release['NAME']),
  };
}

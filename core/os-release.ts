import type { Host } from './model/machine.ts';

export type OsRelease = Readonly<Record<string, string>>;

/** The value of one assignment by the shell rules that os-release(5) allows; null when it is bad. */
function unquote(raw: string): string | null {
  let value = '';
  let quote = '';
  for (let i = 0; i < raw.length; i += 1) {
    const char = raw.charAt(i);
    if (char === '\\' && quote !== "'") {
      i += 1;
      if (i >= raw.length) return null;
      const next = raw.charAt(i);
      value += quote === '"' && !'"\\$`'.includes(next) ? `\\${next}` : next;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else value += char;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ' ' || char === '\t') {
      // An unquoted blank ends the value; anything but blanks after it makes the line bad.
      return raw.slice(i).trim() === '' ? value : null;
    } else value += char;
  }
  return quote === '' ? value : null;
}

/** Assignments of an os-release or extension-release text; the last wins, bad lines are ignored. */
export function parseOsRelease(text: string): OsRelease {
  const fields = new Map<string, string>();
  for (const line of text.replaceAll('\0', '').split(/\r?\n/)) {
    const match = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/.exec(line);
    if (!match) continue;
    const [, key = '', raw = ''] = match;
    const value = unquote(raw);
    if (value !== null) fields.set(key, value);
  }
  return Object.fromEntries(fields);
}

const orNull = (value: string | undefined) => (value === undefined || value === '' ? null : value);

/** The host as the model has it; `architecture` by systemd's names ("x86-64"). */
export function describeHost(release: OsRelease, architecture: string | null): Host {
  return {
    id: orNull(release['ID']),
    idLike: (release['ID_LIKE'] ?? '').split(/\s+/).filter((word) => word !== ''),
    versionId: orNull(release['VERSION_ID']),
    sysextLevel: orNull(release['SYSEXT_LEVEL']),
    confextLevel: orNull(release['CONFEXT_LEVEL']),
    imageId: orNull(release['IMAGE_ID']),
    imageVersion: orNull(release['IMAGE_VERSION']),
    architecture,
    prettyName: orNull(release['PRETTY_NAME']),
  };
}

export interface LoaderConf {
  default: string | null;
  preferred: string | null;
}

const assignment = /^[ \t]*([^ \t#]+)[ \t]+(.*?)[ \t]*$/;

function parseLine(line: string): { key: string; value: string } | null {
  const match = assignment.exec(line.replace(/\r$/, ''));
  const [, key, raw = ''] = match ?? [];
  if (key === undefined || raw === '') return null;
  const quoted = /^(["'])(.*)\1$/.exec(raw);
  return { key, value: quoted?.[2] ?? raw };
}

/** What loader.conf(5) says about the choice; the last line of a key counts. */
export function parseLoaderConf(text: string): LoaderConf {
  const found: LoaderConf = { default: null, preferred: null };
  for (const line of text.split('\n')) {
    const { key, value } = parseLine(line) ?? {};
    if (key === 'default' || key === 'preferred') found[key] = value ?? null;
  }
  return found;
}

/** The same loader.conf with its `default` set to `entryId`, or without one when null. */
export function withDefault(text: string, entryId: string | null): string {
  const isDefault = (line: string) => parseLine(line)?.key === 'default';
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const position = lines.findIndex(isDefault);
  const others = lines.filter((line) => !isDefault(line));
  if (entryId !== null) {
    others.splice(position < 0 ? others.length : position, 0, `default ${entryId}`);
  }
  return others.map((line) => `${line}\n`).join('');
}

/** The last value of a kernel command line's `key=value`, quotes removed; null when it is absent. */
export function getCmdlineValue(cmdline: string, key: string): string | null {
  const words = cmdline.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const prefix = `${key}=`;
  const word = words.findLast((candidate) => candidate.replaceAll('"', '').startsWith(prefix));
  return word === undefined ? null : word.replaceAll('"', '').slice(prefix.length);
}

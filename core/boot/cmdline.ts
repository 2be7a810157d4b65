/**
 * The words of a kernel command line with their quotes removed, as systemd splits it: blanks
 * separate, single and double quotes hold together, one that is left open holds to the end.
 */
function splitCmdline(cmdline: string): string[] {
  const words = cmdline.match(/(?:[^\s"']|"[^"]*(?:"|$)|'[^']*(?:'|$))+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)(?:"|$)|'([^']*)(?:'|$)/g, '$1$2'));
}

/** The last value of a kernel command line's `key=value`, quotes removed; null when it is absent. */
export function getCmdlineValue(cmdline: string, key: string): string | null {
  const prefix = `${key}=`;
  return (
    splitCmdline(cmdline)
      .findLast((word) => word.startsWith(prefix))
      ?.slice(prefix.length) ?? null
  );
}

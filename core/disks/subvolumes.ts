/**
 * The paths in `btrfs subvolume list`, relative to the top of the file system. Its lines end in the
 * path, which may contain blanks: btrfs-subvolume(8).
 */
export const parseSubvolumes = (output: string): string[] =>
  output.split('\n').flatMap((line) => /^ID \d+ gen \d+ .*?\bpath (.+)$/.exec(line)?.[1] ?? []);

/**
 * A `.v/` folder holds several versions of one thing, and whoever opens the folder gets the best of
 * them: systemd.v(7), in the steps of systemd's vpick.c. A name in it is
 * `NAME[_VERSION][_ARCHITECTURE][+LEFT[-DONE]]SUFFIX`.
 */
import { compareVersions } from '../compare-versions.ts';
import { getSecondaryArchitecture, isArchitecture } from './architecture.ts';
import type { ImageName } from './image-name.ts';

interface Candidate {
  fileName: string;
  version: string;
  /** Place in the list of architectures that are accepted. */
  preference: number;
  /** Without a counter there is no end of tries. */
  left: number;
  done: number;
}

const triesPattern = /\+(\d+)(?:-(\d+))?$/;
const versionPattern = /^[0-9A-Za-z.,_+~^-]+$/;
const maxTries = 0xffffffff;

/** The architectures that are accepted, best first; null stands for a name without one. */
const listAccepted = (architecture: string | null) =>
  architecture === null
    ? [null]
    : [architecture, getSecondaryArchitecture(architecture), null].filter(
        (each, i, all) => each !== null || i === all.length - 1,
      );

function parseCandidate(
  fileName: string,
  { name, suffix }: ImageName,
  accepted: readonly (string | null)[],
): Candidate | null {
  if (!fileName.startsWith(`${name}_`) || !fileName.endsWith(suffix)) return null;
  let rest = fileName.slice(name.length + 1, fileName.length - suffix.length);
  const tries = triesPattern.exec(rest);
  const [left, done] = [Number(tries?.[1] ?? maxTries), Number(tries?.[2] ?? 0)];
  const isCounter = tries !== null && left <= maxTries && done <= maxTries;
  if (isCounter) rest = rest.slice(0, tries.index);
  const underscore = rest.lastIndexOf('_');
  const word = underscore < 0 ? null : rest.slice(underscore + 1);
  const architecture = word !== null && isArchitecture(word) ? word : null;
  const preference = accepted.indexOf(architecture);
  if (preference < 0) return null;
  // systemd takes the last word off whether it names an architecture or not.
  if (underscore >= 0) rest = rest.slice(0, underscore);
  if (!versionPattern.test(rest)) return null;
  return {
    fileName,
    version: rest,
    preference,
    left: isCounter ? left : maxTries,
    done: isCounter ? done : maxTries,
  };
}

const byBytes = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Positive where `a` is the better choice: tries left, version, architecture, tries, name. */
const compareCandidates = (a: Candidate, b: Candidate) =>
  Number(a.left !== 0) - Number(b.left !== 0) ||
  compareVersions(a.version, b.version) ||
  b.preference - a.preference ||
  a.left - b.left ||
  b.done - a.done ||
  byBytes(a.fileName, b.fileName);

/**
 * The file that a `.v/` folder stands for, null when it holds none for this architecture. A version
 * without tries left is the choice only where there is no other.
 */
export function pickVersion(
  fileNames: readonly string[],
  wanted: ImageName,
  architecture: string | null,
): string | null {
  const accepted = listAccepted(architecture);
  const candidates = fileNames.flatMap((name) => parseCandidate(name, wanted, accepted) ?? []);
  return candidates.sort((a, b) => compareCandidates(b, a))[0]?.fileName ?? null;
}

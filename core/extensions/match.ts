/**
 * Extensions add files to a system: a *sysext* to /usr and /opt, a *confext* to /etc. Each carries
 * an extension-release that says which base it was built for, and it is merged only where that
 * matches the base's os-release. The match is equality, never order: an extension for 1.1 does not
 * apply on 1.0, nor on 1.2. UAPI Extension Images Specification; systemd-sysext(8).
 */
import type { Extension, ExtensionReason } from '../model/machine.ts';
import { getId, splitWords, type OsRelease } from '../os-release.ts';

export interface ExtensionFacts {
  name: string;
  kind: Extension['kind'];
  path: string;
  format: Extension['format'];
  /** Its extension-release; null when there is none. */
  release: OsRelease | null;
  /**
   * Whose extension-release it carries: its own name also where a file of another name is accepted,
   * null when there is no such file.
   */
  releaseName: string | null;
  carriesOsRelease: boolean;
  isReadable: boolean;
  verity: boolean | null;
  signed: boolean | null;
  /** Its place is the ESP, which anybody can write to: systemd takes only signed images from there. */
  needsSignature?: boolean;
  /** The path of what has the same name in a place that comes before. */
  maskedBy?: string;
  /** It lies where versions are kept, and no system looks for extensions there. */
  isKept?: boolean;
}

export const scopes = ['system', 'initrd', 'portable'] as const;
export type ExtensionScope = (typeof scopes)[number];

export interface ExtensionBase {
  release: OsRelease;
  architecture: string | null;
  scope: ExtensionScope;
}

/** Says why an extension applies to one base, or why not. */
export type Matcher = (extension: ExtensionFacts) => ExtensionReason;

/**
 * What judges extensions for `base`, by the order of checks that systemd follows; the missing
 * signature last, because a signed image of the same content would not apply either otherwise.
 */
export function createMatcher(base: ExtensionBase): Matcher {
  const matchers = { sysext: matchRelease(base, 'SYSEXT'), confext: matchRelease(base, 'CONFEXT') };
  // Called for each pair of a system and an extension: nothing is copied here.
  return (extension) => {
    const { name, release, releaseName } = extension;
    if (!extension.isReadable) return 'unreadable';
    if (extension.carriesOsRelease) return 'carries-os-release';
    if (releaseName !== null && releaseName !== name) return 'name-mismatch';
    if (release === null || Object.keys(release).length === 0) return 'no-release-file';
    const reason = matchers[extension.kind](release);
    const isUnsigned = extension.needsSignature === true && extension.signed !== true;
    return reason === 'matches' && isUnsigned ? 'unsigned' : reason;
  };
}

/** Why `extension` applies to `base` or not. For many extensions, make one matcher for them all. */
export const matchExtension = (extension: ExtensionFacts, base: ExtensionBase): ExtensionReason =>
  createMatcher(base)(extension);

/** systemd's extension_release_validate(): equality everywhere, and never the extension's ID_LIKE. */
function matchRelease(
  { release: host, architecture: hostArchitecture, scope: hostScope }: ExtensionBase,
  prefix: 'SYSEXT' | 'CONFEXT',
): (release: OsRelease) => ExtensionReason {
  const hostIds = [getId(host), ...splitWords(host['ID_LIKE'] ?? '')];
  const hostLevel = host[`${prefix}_LEVEL`] ?? '';
  const hostVersion = host['VERSION_ID'] ?? '';
  return (release) => {
    const scope = release[`${prefix}_SCOPE`];
    // Absent, it means these two; empty, it means none.
    const isForScope =
      scope === undefined ? hostScope !== 'initrd' : splitWords(scope).includes(hostScope);
    if (!isForScope) return 'scope-excluded';

    const architecture = release['ARCHITECTURE'] ?? '';
    const isForeign = architecture !== '' && architecture !== '_any';
    if (isForeign && hostArchitecture !== null && architecture !== hostArchitecture) {
      return 'architecture-mismatch';
    }

    const id = release['ID'] ?? '';
    if (id === '_any') return 'matches';
    if (id === '' || !hostIds.includes(id)) return 'id-mismatch';

    const level = release[`${prefix}_LEVEL`] ?? '';
    if (hostLevel !== '' && level !== '') return level === hostLevel ? 'matches' : 'level-mismatch';
    // A rolling system has no version, and one with only a level asks for nothing else.
    if (hostVersion === '') return 'matches';
    return release['VERSION_ID'] === hostVersion ? 'matches' : 'version-mismatch';
  };
}

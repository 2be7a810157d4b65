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

/** What an extension asks of a base, read once for all the bases that it is compared with. */
export interface Demand {
  /** Why no base will do; null where one might. */
  refusal: ExtensionReason | null;
  kind: Extension['kind'];
  /** Null where it does not say. */
  scopes: readonly string[] | null;
  /** Empty where it does not say; so are the others. */
  architecture: string;
  id: string;
  level: string;
  versionId: string;
  /** Whether a signature is asked for that it does not have. */
  isUnsigned: boolean;
}

function findRefusal(extension: ExtensionFacts): ExtensionReason | null {
  const { name, release, releaseName } = extension;
  if (!extension.isReadable) return 'unreadable';
  if (extension.carriesOsRelease) return 'carries-os-release';
  if (releaseName !== null && releaseName !== name) return 'name-mismatch';
  if (release === null || Object.keys(release).length === 0) return 'no-release-file';
  return null;
}

/** What `extension` asks of a base by its extension-release. */
export function readDemand(extension: ExtensionFacts): Demand {
  const release = extension.release ?? {};
  const prefix = extension.kind === 'sysext' ? 'SYSEXT' : 'CONFEXT';
  const scope = release[`${prefix}_SCOPE`];
  return {
    refusal: findRefusal(extension),
    kind: extension.kind,
    scopes: scope === undefined ? null : splitWords(scope),
    architecture: release['ARCHITECTURE'] ?? '',
    id: release['ID'] ?? '',
    level: release[`${prefix}_LEVEL`] ?? '',
    versionId: release['VERSION_ID'] ?? '',
    isUnsigned: extension.needsSignature === true && extension.signed !== true,
  };
}

/** Says why an extension applies to one base, or why not. */
export type Matcher = (demand: Demand) => ExtensionReason;

/**
 * What judges extensions for `base`, in the order of systemd's extension_release_validate(): equality
 * everywhere, and never the extension's ID_LIKE. The missing signature comes last, because a signed
 * image of the same content would not apply either otherwise.
 */
export function createMatcher({ release, architecture, scope }: ExtensionBase): Matcher {
  const ids = [getId(release), ...splitWords(release['ID_LIKE'] ?? '')];
  const versionId = release['VERSION_ID'] ?? '';
  const levels = {
    sysext: release['SYSEXT_LEVEL'] ?? '',
    confext: release['CONFEXT_LEVEL'] ?? '',
  };

  const judgeVersion = (demand: Demand): ExtensionReason => {
    const level = levels[demand.kind];
    if (level !== '' && demand.level !== '') {
      return demand.level === level ? 'matches' : 'level-mismatch';
    }
    // A rolling system has no version, and one with only a level asks for nothing else.
    if (versionId === '' || demand.versionId === versionId) return 'matches';
    return 'version-mismatch';
  };

  const judge = (demand: Demand): ExtensionReason => {
    // Without a word it is for these two; with an empty one, for none.
    const isForScope = demand.scopes === null ? scope !== 'initrd' : demand.scopes.includes(scope);
    if (!isForScope) return 'scope-excluded';
    const isForeign = demand.architecture !== '' && demand.architecture !== '_any';
    if (isForeign && architecture !== null && demand.architecture !== architecture) {
      return 'architecture-mismatch';
    }
    if (demand.id === '_any') return 'matches';
    if (demand.id === '' || !ids.includes(demand.id)) return 'id-mismatch';
    return judgeVersion(demand);
  };

  return (demand) => {
    const reason = demand.refusal ?? judge(demand);
    return reason === 'matches' && demand.isUnsigned ? 'unsigned' : reason;
  };
}

/** Why `extension` applies to `base` or not. For many, make one demand and one matcher of each. */
export const matchExtension = (extension: ExtensionFacts, base: ExtensionBase): ExtensionReason =>
  createMatcher(base)(readDemand(extension));

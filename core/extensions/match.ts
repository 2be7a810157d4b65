/**
 * Extensions add files to a system: a *sysext* to /usr and /opt, a *confext* to /etc. Each carries
 * an extension-release that says which base it was built for, and it is merged only where that
 * matches the base's os-release. The match is equality, never order: an extension for 1.1 does not
 * apply on 1.0, nor on 1.2. UAPI Extension Images Specification; systemd-sysext(8).
 */
import type { Extension, ExtensionReason } from '../model/machine.ts';
import type { OsRelease } from '../os-release.ts';

export interface ExtensionFacts {
  name: string;
  kind: Extension['kind'];
  path: string;
  format: Extension['format'];
  /** Its extension-release; null when there is none. */
  release: OsRelease | null;
  /** What follows "extension-release." in the name of that file. */
  releaseName: string | null;
  carriesOsRelease: boolean;
  isReadable: boolean;
  verity: boolean | null;
  signed: boolean | null;
}

export interface ExtensionBase {
  release: OsRelease;
  architecture: string | null;
  scope: 'system' | 'initrd' | 'portable';
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

/** Why `extension` applies to `base` or not, by the order of checks that systemd follows. */
export function matchExtension(extension: ExtensionFacts, base: ExtensionBase): ExtensionReason {
  if (!extension.isReadable) return 'unreadable';
  if (extension.carriesOsRelease) return 'carries-os-release';
  const { release } = extension;
  if (release === null || Object.keys(release).length === 0) return 'no-release-file';
  if (extension.releaseName !== null && extension.releaseName !== extension.name) {
    return 'name-mismatch';
  }
  return matchRelease(release, base, extension.kind === 'sysext' ? 'SYSEXT' : 'CONFEXT');
}

function matchRelease(
  release: OsRelease,
  base: ExtensionBase,
  prefix: 'SYSEXT' | 'CONFEXT',
): ExtensionReason {
  const scope = release[`${prefix}_SCOPE`] ?? '';
  const scopes = words(scope === '' ? 'system portable' : scope);
  if (!scopes.includes(base.scope)) return 'scope-excluded';

  const architecture = release['ARCHITECTURE'] ?? '';
  const isForeign = architecture !== '' && architecture !== '_any';
  if (isForeign && base.architecture !== null && architecture !== base.architecture) {
    return 'architecture-mismatch';
  }

  const id = release['ID'] ?? '';
  if (id === '_any') return 'matches';
  const accepted = [base.release['ID'] ?? '', ...words(base.release['ID_LIKE'] ?? '')];
  if (id === '' || !accepted.includes(id)) return 'id-mismatch';

  const hostLevel = base.release[`${prefix}_LEVEL`] ?? '';
  const hostVersion = base.release['VERSION_ID'] ?? '';
  const level = release[`${prefix}_LEVEL`] ?? '';
  if (hostLevel !== '' && level !== '') return level === hostLevel ? 'matches' : 'level-mismatch';
  if (hostVersion === '') return 'matches';
  return release['VERSION_ID'] === hostVersion ? 'matches' : 'version-mismatch';
}

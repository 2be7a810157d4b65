import { matchExtension, type ExtensionBase, type ExtensionFacts } from '../extensions/match.ts';
import { sayInEnglish } from '../messages/domain.ts';
import type { Extension, Version } from '../model/machine.ts';
import type { OsRelease } from '../os-release.ts';

export interface VersionWithRelease {
  version: Version;
  release: OsRelease;
}

const nameOf = (release: OsRelease) =>
  [release['ID'], release['VERSION_ID']].filter(Boolean).join(' ');

const orUnknown = (name: string | undefined) => (name === undefined || name === '' ? '?' : name);

/** The parameters of an extension's sentence: what it was built for, and what the host is. */
function describeMatch(extension: ExtensionFacts, base: ExtensionBase, reason: string) {
  const release = extension.release ?? {};
  const prefix = extension.kind === 'sysext' ? 'SYSEXT' : 'CONFEXT';
  const pairs: Record<string, [string | undefined, string | undefined]> = {
    'level-mismatch': [release[`${prefix}_LEVEL`], base.release[`${prefix}_LEVEL`]],
    'architecture-mismatch': [release['ARCHITECTURE'], base.architecture ?? undefined],
  };
  const [wanted, host] = pairs[reason] ?? [nameOf(release), nameOf(base.release)];
  return { name: extension.name, wanted: orUnknown(wanted), host: orUnknown(host) };
}

/** Extensions judged against the host and against each system version. */
export function assembleExtensions(
  extensions: readonly ExtensionFacts[],
  base: ExtensionBase,
  versions: readonly VersionWithRelease[],
): Extension[] {
  return extensions.map((extension) => {
    const reason = matchExtension(extension, base);
    return {
      name: extension.name,
      kind: extension.kind,
      path: extension.path,
      format: extension.format,
      release: { ...extension.release },
      matches: reason === 'matches',
      reason,
      fitsVersions: versions
        .filter(({ release }) => Object.keys(release).length > 0)
        .filter(({ release }) => matchExtension(extension, { ...base, release }) === 'matches')
        .map(({ version }) => version.id),
      sentence: sayInEnglish(`extension.${reason}`, describeMatch(extension, base, reason)),
      verity: extension.verity,
      signed: extension.signed,
    };
  });
}

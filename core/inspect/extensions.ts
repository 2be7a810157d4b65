import { matchExtension, type ExtensionBase, type ExtensionFacts } from '../extensions/match.ts';
import { sayInEnglish, type DomainFormatter } from '../messages/domain.ts';
import type { Extension, Host, Version } from '../model/machine.ts';
import { describeHost, type OsRelease } from '../os-release.ts';

export interface VersionWithRelease {
  version: Version;
  release: OsRelease;
}

const join = (...words: (string | null | undefined)[]) => {
  const name = words.filter(Boolean).join(' ');
  return name === '' ? '?' : name;
};

type Judged = Pick<Extension, 'name' | 'kind' | 'release' | 'reason'>;

/** Why an extension applies to `host` or not, as a sentence in the formatter's language. */
export function sayExtension(extension: Judged, host: Host, say: DomainFormatter): string {
  const { name, kind, release, reason } = extension;
  const isSysext = kind === 'sysext';
  const params = { name, wanted: '', host: '' };
  if (reason === 'level-mismatch') {
    params.wanted = join(release[isSysext ? 'SYSEXT_LEVEL' : 'CONFEXT_LEVEL']);
    params.host = join(isSysext ? host.sysextLevel : host.confextLevel);
  } else if (reason === 'architecture-mismatch') {
    params.wanted = join(release['ARCHITECTURE']);
    params.host = join(host.architecture);
  } else {
    params.wanted = join(release['ID'], release['VERSION_ID']);
    params.host = join(host.id, host.versionId);
  }
  return say(`extension.${reason}`, params);
}

/** Extensions judged against the host and against each system version. */
export function assembleExtensions(
  extensions: readonly ExtensionFacts[],
  base: ExtensionBase,
  versions: readonly VersionWithRelease[],
): Extension[] {
  const host = describeHost(base.release, base.architecture);
  return extensions.map((extension) => {
    const { name, kind, path, format, verity, signed } = extension;
    const reason = matchExtension(extension, base);
    const release = { ...extension.release };
    return {
      name,
      kind,
      path,
      format,
      release,
      matches: reason === 'matches',
      reason,
      fitsVersions: versions
        .filter((version) => Object.keys(version.release).length > 0)
        .filter((version) => fits(extension, { ...base, release: version.release }))
        .map(({ version }) => version.id),
      sentence: sayExtension({ name, kind, release, reason }, host, sayInEnglish),
      verity,
      signed,
    };
  });
}

const fits = (extension: ExtensionFacts, base: ExtensionBase) =>
  matchExtension(extension, base) === 'matches';

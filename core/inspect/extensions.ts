import { matchExtension, type ExtensionBase, type ExtensionFacts } from '../extensions/match.ts';
import { sayInEnglish, type DomainFormatter } from '../messages/domain.ts';
import type { Extension, Host, Version } from '../model/machine.ts';
import { describeHost, splitWords, type OsRelease } from '../os-release.ts';

export interface VersionWithRelease {
  version: Version;
  release: OsRelease;
}

const join = (...words: (string | null | undefined)[]) => {
  const name = words.filter(Boolean).join(' ');
  return name === '' ? '?' : name;
};

type Judged = Pick<Extension, 'name' | 'kind' | 'release' | 'reason' | 'maskedBy'>;

/** Why an extension applies to `host` or not, as a sentence in the formatter's language. */
export function sayExtension(extension: Judged, host: Host, say: DomainFormatter): string {
  const { name, kind, release, reason, maskedBy } = extension;
  if (maskedBy !== undefined) return say('extension.masked', { name, by: maskedBy });
  const isSysext = kind === 'sysext';
  const params = { name, wanted: '', host: '' };
  if (reason === 'level-mismatch') {
    params.wanted = join(release[isSysext ? 'SYSEXT_LEVEL' : 'CONFEXT_LEVEL']);
    params.host = join(isSysext ? host.sysextLevel : host.confextLevel);
  } else if (reason === 'architecture-mismatch') {
    params.wanted = join(release['ARCHITECTURE']);
    params.host = join(host.architecture);
  } else if (reason === 'scope-excluded') {
    const scope = release[isSysext ? 'SYSEXT_SCOPE' : 'CONFEXT_SCOPE'];
    params.wanted = scope === undefined ? 'system, portable' : splitWords(scope).join(', ') || '–';
  } else {
    params.wanted = join(release['ID'], release['VERSION_ID']);
    // Of the same system, the version says it all.
    const isSame = reason === 'version-mismatch' && release['ID'] === host.id;
    params.host = isSame ? join(host.versionId) : join(host.id, host.versionId);
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
  const known = versions
    .filter(({ release }) => Object.keys(release).length > 0)
    .map(({ version, release }) => ({ id: version.id, own: { ...base, release } }));
  return extensions.map((extension) => {
    const { name, kind, path, format, verity, signed, maskedBy } = extension;
    const reason = matchExtension(extension, base);
    const release = { ...extension.release };
    const mask = maskedBy === undefined ? {} : { maskedBy };
    return {
      name,
      kind,
      path,
      format,
      release,
      matches: reason === 'matches' && maskedBy === undefined,
      reason,
      ...mask,
      fitsVersions: known.filter(({ own }) => fits(extension, own)).map(({ id }) => id),
      sentence: sayExtension({ name, kind, release, reason, ...mask }, host, sayInEnglish),
      verity,
      signed,
    };
  });
}

const fits = (extension: ExtensionFacts, base: ExtensionBase) =>
  extension.maskedBy === undefined && matchExtension(extension, base) === 'matches';

import {
  createMatcher,
  readDemand,
  type ExtensionBase,
  type ExtensionFacts,
} from '../extensions/match.ts';
import { sayInEnglish, type DomainFormatter } from '../messages/domain.ts';
import { indexReplacements } from '../extensions/replacement.ts';
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

type Judged = Pick<Extension, 'name' | 'kind' | 'release' | 'reason' | 'maskedBy' | 'replacement'>;

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

/** That a version of an extension which fits is at hand; nothing where none is. */
export const sayReplacement = (
  { replacement }: Pick<Extension, 'replacement'>,
  say: DomainFormatter,
): string[] =>
  replacement ? [say('extension.kept', { name: replacement.name, path: replacement.path })] : [];

/** Why an extension does not apply, and what is at hand that would. */
export const sayUnfit = (extension: Judged, host: Host, say: DomainFormatter): string =>
  [sayExtension(extension, host, say), ...sayReplacement(extension, say)].join(' ');

/** Extensions judged against the host and against each system version. */
export function assembleExtensions(
  extensions: readonly ExtensionFacts[],
  base: ExtensionBase,
  versions: readonly VersionWithRelease[],
): Extension[] {
  const host = describeHost(base.release, base.architecture);
  const known = versions
    .filter(({ release }) => Object.keys(release).length > 0)
    .map(({ version, release }) => ({
      id: version.id,
      match: createMatcher({ ...base, release }),
    }));
  const match = createMatcher(base);
  const findReplacement = indexReplacements(extensions, base);
  const looked = extensions.filter(({ isKept }) => isKept !== true);
  return looked.map((extension) => {
    const { name, kind, path, format, verity, signed, maskedBy } = extension;
    const demand = readDemand(extension);
    const reason = match(demand);
    const release = { ...extension.release };
    const matches = reason === 'matches' && maskedBy === undefined;
    const isUnfit = !matches && maskedBy === undefined && reason !== 'scope-excluded';
    const replacement = isUnfit ? findReplacement(extension) : undefined;
    const more = {
      ...(maskedBy === undefined ? {} : { maskedBy }),
      ...(replacement === undefined ? {} : { replacement }),
    };
    return {
      name,
      kind,
      path,
      format,
      release,
      matches,
      reason,
      ...more,
      fitsVersions:
        maskedBy === undefined
          ? known.filter((each) => each.match(demand) === 'matches').map(({ id }) => id)
          : [],
      sentence: sayExtension({ name, kind, release, reason, ...more }, host, sayInEnglish),
      verity,
      signed,
    };
  });
}

import { parseOsRelease, type OsRelease } from '../os-release.ts';
import type { PeFile } from './pe.ts';

/** Sections that hold text; inspection reads these and never the kernel. */
export const textSectionNames = ['.osrel', '.cmdline', '.uname', '.profile'] as const;
/** No text section of a sane UKI is larger; more is not read. */
export const maxTextSectionBytes = 64 * 1024;

export interface UkiText {
  name: string;
  text: string;
}

export interface Uki {
  title: string | null;
  version: string | null;
  sortKey: string | null;
  architecture: string | null;
  cmdline: string | null;
  profiles: string[];
  release: OsRelease;
  problems: string[];
}

const clean = (text: string) => text.replace(/\0+$/, '').trim();
const firstOf = (...values: (string | undefined)[]) => values.find((value) => value) ?? null;

/**
 * What a UKI says about itself. `pe` null means that the file could not be read as one; `texts` are
 * its text sections in file order. Sections after a `.profile` belong to that profile, so only those
 * before the first one count here. UAPI Unified Kernel Image Specification; title, version and sort
 * key as the Boot Loader Specification takes them from os-release.
 */
export function describeUki(pe: PeFile | null, texts: readonly UkiText[]): Uki {
  const firstProfile = texts.findIndex(({ name }) => name === '.profile');
  const base = firstProfile < 0 ? texts : texts.slice(0, firstProfile);
  const section = (name: string) => base.find((candidate) => candidate.name === name)?.text;
  const release = parseOsRelease(section('.osrel') ?? '');
  const cmdline = section('.cmdline');
  const problems: string[] = [];
  if (pe === null) problems.push('not-a-uki');
  else {
    if (pe.isTruncated) problems.push('truncated');
    if (!pe.sections.some(({ name }) => name === '.linux')) problems.push('no-kernel');
  }
  return {
    title: firstOf(release['PRETTY_NAME'], release['IMAGE_ID'], release['NAME'], release['ID']),
    version: firstOf(
      release['IMAGE_VERSION'],
      release['VERSION'],
      release['VERSION_ID'],
      release['BUILD_ID'],
    ),
    sortKey: firstOf(release['IMAGE_ID'], release['ID']),
    architecture: pe?.architecture ?? null,
    cmdline: cmdline === undefined ? null : clean(cmdline),
    profiles: texts
      .filter(({ name }) => name === '.profile')
      .map(({ text }) => parseOsRelease(text)['ID'] ?? ''),
    release,
    problems,
  };
}

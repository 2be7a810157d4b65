import { parseOsRelease, type OsRelease } from '../os-release.ts';
import type { PeFile } from './pe.ts';

/** Sections that hold text; inspection reads these and never the kernel. */
export const textSectionNames = ['.osrel', '.cmdline', '.uname', '.sbat', '.profile'] as const;
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
  kernelVersion: string | null;
  cmdline: string | null;
  /** The ids of the profiles, their numbers where they have none; empty without a profile section. */
  profiles: string[];
  profileTitles: string[];
  release: OsRelease;
  problems: string[];
}

const firstOf = (...values: (string | undefined)[]) => values.find((value) => value) ?? null;
const untilNul = (text: string) => text.split('\0', 1)[0] ?? '';

/** A command line as the stub hands it on: control characters are blanks, those at the ends go. */
const cleanCmdline = (text: string) =>
  untilNul(text)
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0001-\u001f]/g, ' ')
    .trim();

/** The sections of each profile; those before the first `.profile` are the base. */
function splitProfiles(texts: readonly UkiText[]): { base: UkiText[]; profiles: UkiText[][] } {
  const base: UkiText[] = [];
  const profiles: UkiText[][] = [];
  for (const section of texts) {
    if (section.name === '.profile') profiles.push([section]);
    else (profiles.at(-1) ?? base).push(section);
  }
  return { base, profiles };
}

/**
 * What a UKI says about itself. `pe` null means that the file could not be read as one, `isCutOff`
 * that it ends before it could be; `texts` are its text sections in file order. A start without
 * further choice takes the first profile, whose sections replace those of the base, an empty one
 * masks, and the first of a name counts. UAPI Unified Kernel Image Specification; title, version and
 * sort key are taken from os-release as systemd-boot takes them
 * (bootspec_pick_name_version_sort_key()).
 */
export function describeUki(pe: PeFile | null, texts: readonly UkiText[], isCutOff = false): Uki {
  const { base, profiles } = splitProfiles(texts);
  const find = (name: string) => {
    const isNamed = (section: UkiText) => section.name === name;
    const text = (profiles[0]?.find(isNamed) ?? base.find(isNamed))?.text;
    return text === '' ? undefined : text;
  };
  const release = parseOsRelease(untilNul(find('.osrel') ?? ''));
  const title = firstOf(
    release['PRETTY_NAME'],
    release['IMAGE_ID'],
    release['NAME'],
    release['ID'],
  );
  const cmdline = cleanCmdline(find('.cmdline') ?? '');
  const described = profiles.map(([section], number) => {
    const { ID: id, TITLE: profileTitle } = parseOsRelease(untilNul(section?.text ?? ''));
    const known = id === undefined || id === '' ? String(number) : id;
    return { id: known, title: firstOf(profileTitle) ?? known };
  });
  const problems: string[] = [];
  if (pe === null) problems.push('not-a-uki', ...(isCutOff ? ['truncated'] : []));
  else {
    if (pe.isTruncated) problems.push('truncated');
    if (!pe.sections.some(({ name }) => name === '.linux')) problems.push('no-kernel');
    if (title === null) problems.push('no-os-release');
  }
  return {
    title,
    version: firstOf(
      release['IMAGE_VERSION'],
      release['VERSION'],
      release['VERSION_ID'],
      release['BUILD_ID'],
    ),
    sortKey: firstOf(release['IMAGE_ID'], release['ID']),
    architecture: pe?.architecture ?? null,
    kernelVersion: firstOf(untilNul(find('.uname') ?? '').trim()),
    cmdline: cmdline === '' ? null : cmdline,
    profiles: described.map(({ id }) => id),
    profileTitles: described.map((profile) => profile.title),
    release,
    problems,
  };
}

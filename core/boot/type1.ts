import { parseLines } from './lines.ts';

export interface Type1 {
  title: string | null;
  version: string | null;
  sortKey: string | null;
  machineId: string | null;
  architecture: string | null;
  /** Whether no loader calls its own architecture so, whatever systemd calls it. */
  isUnknownArchitecture: boolean;
  cmdline: string | null;
  /** The kernel or program that it starts, relative to its partition; null for one on a network. */
  program: string | null;
  /** Files that it needs, relative to its partition, the program first. */
  files: string[];
  /** The add-ons, credentials and extension images that it brings along. */
  extra: string[];
  /** The profile of a UKI that it asks for, as its number. */
  profile: string | null;
  problems: string[];
}

/** The EFI specification's names, which the key `architecture` uses, and systemd's. */
const architectures = new Map([
  ['ia32', 'x86'],
  ['x64', 'x86-64'],
  ['ia64', 'ia64'],
  ['arm', 'arm'],
  ['aa64', 'arm64'],
  ['riscv32', 'riscv32'],
  ['riscv64', 'riscv64'],
  ['loongarch64', 'loongarch64'],
]);

const programKeys = ['linux', 'efi', 'uki', 'uki-url'];

/** A path as the loader takes it: from the top of the partition, slashes of either kind. */
const normalizePath = (path: string) => `/${path.replace(/[\\/]+/g, '/').replace(/^\//, '')}`;

/**
 * A type #1 entry, loader/entries/*.conf: Boot Loader Specification, read as systemd-boot reads it.
 * The last line of a key counts, those of `initrd`, `options` and `extra` add up, unknown keys are
 * ignored. An entry has exactly one kind of program; with none or two the loader does not show it.
 */
export function parseType1(text: string): Type1 {
  const values = new Map<string, string[]>();
  for (const { key, value } of parseLines(text)) {
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const all = (key: string) => values.get(key) ?? [];
  const last = (key: string) => all(key).at(-1) ?? null;
  const lastPath = (key: string) => all(key).slice(-1).map(normalizePath);
  const architecture = last('architecture');
  const knownArchitecture = architectures.get(architecture?.toLowerCase() ?? '');
  const options = all('options');
  const kinds = programKeys.filter((key) => values.has(key));
  const program = kinds[0] === undefined || kinds[0] === 'uki-url' ? [] : lastPath(kinds[0]);
  const profile = last('profile');
  const problems: string[] = [];
  if (kinds.length === 0) problems.push('no-program');
  if (kinds.length > 1) problems.push(`conflicting-keys ${kinds.join(' ')}`);
  return {
    title: last('title'),
    version: last('version'),
    sortKey: last('sort-key'),
    machineId: last('machine-id'),
    architecture: knownArchitecture ?? architecture,
    isUnknownArchitecture: architecture !== null && knownArchitecture === undefined,
    cmdline: options.length === 0 ? null : options.join(' '),
    program: program[0] ?? null,
    files: [
      ...program,
      ...all('initrd').map(normalizePath),
      ...lastPath('devicetree'),
      ...all('devicetree-overlay').flatMap((list) => list.split(/[ \t]+/).map(normalizePath)),
      ...all('extra').map(normalizePath),
    ],
    extra: all('extra').map(normalizePath),
    profile: profile !== null && /^\d+$/.test(profile) ? profile : null,
    problems,
  };
}

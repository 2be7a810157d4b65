/** Processor architectures by systemd's names: ConditionArchitecture= in systemd.unit(5). */
const names = [
  'alpha',
  'arc',
  'arc-be',
  'arm',
  'arm64',
  'arm64-be',
  'arm-be',
  'cris',
  'ia64',
  'loongarch64',
  'm68k',
  'mips',
  'mips64',
  'mips64-le',
  'mips-le',
  'nios2',
  'parisc',
  'parisc64',
  'ppc',
  'ppc64',
  'ppc64-le',
  'ppc-le',
  'riscv32',
  'riscv64',
  's390',
  's390x',
  'sh',
  'sh64',
  'sparc',
  'sparc64',
  'tilegx',
  'x86',
  'x86-64',
];

/** What uname(2) calls them where that is not systemd's name; MIPS by the order of its bytes. */
const machines: [RegExp, string][] = [
  [/^x86_64$/, 'x86-64'],
  [/^i[3-6]86$/, 'x86'],
  [/^aarch64$/, 'arm64'],
  [/^aarch64_be$/, 'arm64-be'],
  [/^arm.*b$/, 'arm-be'],
  [/^arm/, 'arm'],
  [/^ppc64le$/, 'ppc64-le'],
  [/^ppcle$/, 'ppc-le'],
  [/^mips64$/, 'mips64-le'],
  [/^mips$/, 'mips-le'],
  [/^crisv32$/, 'cris'],
  [/^arceb$/, 'arc-be'],
  [/^sh5$/, 'sh64'],
  [/^sh[234]/, 'sh'],
];

/** Programs of these run beside the machine's own: the second choice in a `.v/` folder. */
const secondaries: Readonly<Record<string, string>> = {
  'x86-64': 'x86',
  arm64: 'arm',
  ppc64: 'ppc',
  'ppc64-le': 'ppc-le',
  s390x: 's390',
};

export const isArchitecture = (word: string): boolean => names.includes(word);

/** systemd's name for what `uname -m` prints; null for one that it has no name for. */
export function getArchitectureOf(machine: string): string | null {
  const known = machines.find(([pattern]) => pattern.test(machine))?.[1] ?? machine;
  return isArchitecture(known) ? known : null;
}

export const getSecondaryArchitecture = (architecture: string): string | null =>
  secondaries[architecture] ?? null;

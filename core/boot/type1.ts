export interface Type1 {
  title: string | null;
  version: string | null;
  sortKey: string | null;
  machineId: string | null;
  architecture: string | null;
  cmdline: string | null;
  /** Files that it needs, relative to its partition. */
  files: string[];
}

const architectures = new Map([
  ['x64', 'x86-64'],
  ['ia32', 'x86'],
  ['aa64', 'arm64'],
  ['arm', 'arm'],
  ['riscv64', 'riscv64'],
]);

/** A type #1 entry, loader/entries/*.conf: Boot Loader Specification. Unknown keys are ignored. */
export function parseType1(text: string): Type1 {
  const values = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^[ \t]*([^ \t#]+)[ \t]+(.*?)[ \t]*$/.exec(line);
    const [, key, value] = match ?? [];
    if (key === undefined || value === undefined) continue;
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const last = (key: string) => values.get(key)?.at(-1) ?? null;
  const architecture = last('architecture');
  return {
    title: last('title'),
    version: last('version'),
    sortKey: last('sort-key'),
    machineId: last('machine-id'),
    architecture: architecture && (architectures.get(architecture.toLowerCase()) ?? architecture),
    cmdline: values.get('options')?.join(' ') ?? null,
    files: ['linux', 'initrd', 'efi', 'uki', 'devicetree'].flatMap((key) => values.get(key) ?? []),
  };
}

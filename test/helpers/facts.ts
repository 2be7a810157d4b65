import type { BootFacts, EntryFacts, Facts } from '../../core/inspect/facts.ts';
import { assembleMachine } from '../../core/inspect/assemble.ts';
import { noSigns, type Signs } from '../../core/inspect/signs.ts';
import type { Disk, Loader, Machine, Partition } from '../../core/model/machine.ts';
import { makeDisk, makeLoader, makeLuks, makePartition } from './machines/parts.ts';
import { createOsRelease } from './uki.ts';

export const noLoader = makeLoader({ efi: false });

/** A root hash whose first and last 128 bits tell the partitions apart. */
export const createRootHash = (digit: string): string => digit.repeat(32) + `${digit}f`.repeat(16);
const uuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The facts of one UKI `NAME_VERSION[+counter].efi`. */
export function createEntryFacts(
  fileName: string,
  options: { rootHash?: string; problem?: 'truncated'; id?: string } = {},
): EntryFacts {
  const [, name = 'demo', version = '1'] = /^([^_]+)_([^+]+?)(?:\+.*)?\.efi$/.exec(fileName) ?? [];
  const id = options.id ?? name;
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)} ${version}`;
  return {
    partition: 'esp',
    path: `EFI/Linux/${fileName}`,
    sizeBytes: 4096,
    fingerprint: `hash of ${id} ${version}`,
    companions: [],
    content: {
      kind: 'uki',
      pe: {
        architecture: 'x86-64',
        sections: [{ name: '.linux', offset: 512, sizeBytes: 1 }],
        isTruncated: options.problem === 'truncated',
      },
      texts: [
        { name: '.osrel', text: createOsRelease({ id, version, title }) },
        {
          name: '.cmdline',
          text: options.rootHash === undefined ? 'quiet' : `quiet roothash=${options.rootHash}`,
        },
      ],
    },
  };
}

/** A partition of which nothing is known. */
export const partition = (more: Partial<Partition>): Partition =>
  makePartition('/dev/vda1', {
    number: null,
    sizeBytes: 1024,
    partUuid: null,
    partType: null,
    partTypeName: null,
    ...more,
  });

/** A disk with an image and its verity data for each version, and a locked state volume. */
export function createDisk(images: Record<string, string>): Disk {
  const pairs = Object.entries(images).flatMap(([version, rootHash]) => [
    partition({
      path: `/dev/vda-${version}`,
      label: `demo_${version}`,
      partTypeName: 'root-x86-64',
      partUuid: uuid(rootHash.slice(0, 32)),
    }),
    partition({
      path: `/dev/vda-${version}-verity`,
      label: `demo_${version}_verity`,
      partTypeName: 'root-x86-64-verity',
      partUuid: uuid(rootHash.slice(-32)),
    }),
  ]);
  const state = partition({
    path: '/dev/vda9',
    label: 'state',
    fsType: 'crypto_LUKS',
    luks: makeLuks({
      uuid: null,
      headers: null,
      tokens: [{ type: 'systemd-recovery', keyslots: ['1'] }],
    }),
  });
  return makeDisk('/dev/vda', {
    sizeBytes: 4096,
    transport: null,
    partitions: [...pairs, state],
  });
}

/** A machine from UKI facts; everything else is as plain as can be. */
export function createMachine(
  entries: EntryFacts[],
  more: Partial<Omit<Facts, 'boot' | 'signs'>> & {
    boot?: Partial<BootFacts>;
    loader?: Partial<Loader>;
    signs?: Partial<Signs>;
  } = {},
): Machine {
  const { boot, loader, signs, ...facts } = more;
  return assembleMachine({
    inspectedAt: '2026-01-01T00:00:00.000Z',
    osRelease: null,
    architecture: 'x86-64',
    disks: null,
    extensions: [],
    notVisible: [],
    signs: { ...noSigns, ...signs },
    ...facts,
    boot: {
      entries,
      loader: { ...noLoader, ...loader },
      freeBytes: null,
      records: [],
      ...boot,
    },
  });
}

/** The demo machine after an upgrade that went wrong, Lifeboat's own entry included. */
export const brokenUpgrade = (broken = 'demo_1.1+2-1.efi', good = 'demo_1.0.efi'): EntryFacts[] => [
  createEntryFacts(good),
  createEntryFacts(broken),
  createEntryFacts('lifeboat_0.1.0.efi'),
];

/**
 * Fuzzing: readers of what lies on a disk are fed with valid examples, changed at random, for as
 * long as one likes. A reader may say that it can't read something; it must not throw, hang, or take
 * long. This file is the table of the readers; `npm run fuzz [-- --seconds N] [TARGET]` runs them
 * for long, fuzz.test.ts for a moment with each run of the unit tests.
 */
import { crc32 } from 'node:zlib';
import { describeUki, textSectionNames } from '../../core/boot/uki.ts';
import { matchesGlob } from '../../core/boot/glob.ts';
import { parseLoaderConf, withDefault } from '../../core/boot/loader-conf.ts';
import { endsInHeaders, readPe } from '../../core/boot/pe.ts';
import { parseType1 } from '../../core/boot/type1.ts';
import { describeHost, parseOsRelease } from '../../core/os-release.ts';
import { openErofs } from '../../cli/files/erofs.ts';
import { FatTree } from '../../cli/files/fat-tree.ts';
import { digest } from '../../cli/files/file-source.ts';
import type { AttributeTree } from '../../cli/files/image-tree.ts';
import { decodeLz4 } from '../../cli/files/lz4.ts';
import { openSquashfs } from '../../cli/files/squashfs.ts';
import { fromBytes } from '../../core/disks/byte-source.ts';
import { identifyContents } from '../../core/disks/contents.ts';
import { readGpt } from '../../core/disks/gpt.ts';
import { readLuks } from '../../core/disks/luks2.ts';
import { readMbr } from '../../core/disks/mbr.ts';
import { readVerity, verifyData } from '../../core/disks/verity.ts';
import { createErofs, createExtensionItems } from '../helpers/erofs.ts';
import { createFat } from '../helpers/fat.ts';
import { createGptDisk } from '../helpers/gpt.ts';
import { createLuks2Header, createLuksMetadata } from '../helpers/luks.ts';
import { createSquashfs } from '../helpers/squashfs.ts';
import { createPe, createUki } from '../helpers/uki.ts';
import { createVerity } from '../helpers/verity.ts';

export interface FuzzTarget {
  /** Valid examples: what is mutated, and what must read well itself. */
  seeds: readonly Uint8Array[];
  /** Reads one input. Whatever it throws is a defect, and so is more than a second. */
  run(bytes: Uint8Array): unknown;
}

const toBytes = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const toText = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const isTextSection = (name: string) => textSectionNames.some((known) => known === name);

const pe: FuzzTarget = {
  seeds: [
    createUki({ id: 'demo', version: '1.1', cmdline: 'quiet roothash=ab' }),
    createPe([
      ['.linux', 'kernel'],
      ['.osrel', 'ID=demo\n'],
      ['.profile', 'ID=main\n'],
      ['.profile', 'ID=reset\nTITLE="Reset"\n'],
      ['.cmdline', 'reset'],
    ]),
  ],
  run: (bytes) => {
    const file = readPe(bytes, bytes.length);
    const texts = (file?.sections ?? [])
      .filter(({ name }) => isTextSection(name))
      .map(({ name, offset, sizeBytes }) => ({
        name,
        text: toText(bytes.subarray(offset, offset + sizeBytes)),
      }));
    return describeUki(file, texts, endsInHeaders(bytes, bytes.length));
  },
};

const osRelease: FuzzTarget = {
  seeds: toBytes(
    '# a comment\nID=demo\nNAME="Demo \\"OS\\""\nID_LIKE=\'a b\'\nVERSION_ID=1.0\n',
    'PRETTY_NAME=Demo\\ OS\nSYSEXT_LEVEL=1\n\nBAD LINE\nID=last\n',
    'ID="de\\\nmo"\'x\'\\\ny # z\n; a comment \\\nVERSION_ID = 1.0 \r\n',
  ),
  run: (bytes) => describeHost(parseOsRelease(toText(bytes)), null),
};

const loaderEntry: FuzzTarget = {
  seeds: toBytes(
    'title Debian\nversion 6.12\nsort-key debian\nlinux /vmlinuz\ninitrd /a\noptions a=b "c d"\n',
    '# x\r\ntitle\t"Quoted"\r\nefi /EFI/x.efi\r\narchitecture x64\r\n',
  ),
  run: (bytes) => parseType1(toText(bytes)),
};

const loaderConf: FuzzTarget = {
  seeds: toBytes(
    'timeout 3\ndefault demo_*.efi\n# end\n',
    'default [a-z]?*\\*\npreferred @saved\n',
  ),
  run: (bytes) => {
    const { default: pattern } = parseLoaderConf(toText(bytes));
    return [withDefault(toText(bytes), 'a.efi'), matchesGlob(pattern ?? '', 'demo_1.0.efi')];
  },
};

const items = {
  etc: { children: {} },
  ...createExtensionItems('tools', { ID: 'demo', VERSION_ID: '1.0' }, { strict: '0' }),
  large: { content: 'x'.repeat(9000) },
};

/** Walks all folders that an image may have, and reads a file of several blocks. */
async function walk(tree: AttributeTree | null): Promise<void> {
  const folder = 'usr/lib/extension-release.d';
  for (const path of ['', 'etc', 'usr', 'usr/lib', folder]) await tree?.list(path);
  await tree?.readText(`${folder}/extension-release.tools`, 1024);
  await tree?.readUserAttribute(`${folder}/extension-release.tools`, 'strict');
  await tree?.read('large', 4000, 8000);
}

const erofs: FuzzTarget = {
  seeds: [createErofs({ ...items, link: { target: '/usr/../usr/lib' } })],
  run: async (bytes) => walk(await openErofs(fromBytes(bytes))),
};

const squashfs: FuzzTarget = {
  seeds: [createSquashfs(items)],
  run: async (bytes) => {
    // xz and zstd are unpacked by programs, which are not what is tested here.
    const isByProgram = [4, 6].includes(bytes[20] ?? 0);
    return isByProgram ? null : walk(await openSquashfs(fromBytes(bytes)));
  },
};

const lz4: FuzzTarget = {
  seeds: [
    Buffer.from('4f6162636404001a50313233343536', 'hex'),
    Buffer.from('50616263646520', 'hex'),
  ],
  run: (bytes) => decodeLz4(bytes, 1000),
};

/** With its checksums made good again, a changed table is not refused at the first look. */
function mendGpt(bytes: Uint8Array): Uint8Array {
  const disk = Buffer.from(bytes);
  if (disk.length < 2048) return disk;
  const length = Math.min(disk.readUInt32LE(512 + 80) * disk.readUInt32LE(512 + 84), 1 << 20);
  disk.writeUInt32LE(crc32(disk.subarray(1024, 1024 + length)), 512 + 88);
  disk.writeUInt32LE(92, 512 + 12);
  disk.writeUInt32LE(0, 512 + 16);
  disk.writeUInt32LE(crc32(disk.subarray(512, 512 + 92)), 512 + 16);
  return disk;
}

const gpt: FuzzTarget = {
  seeds: [
    createGptDisk({
      partitions: [
        {
          type: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
          label: 'demo_1.0',
          attributes: 1n << 60n,
          content: Buffer.alloc(512),
        },
        { type: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b', content: Buffer.alloc(512) },
      ],
    }),
  ],
  run: async (bytes) => {
    await readMbr(fromBytes(bytes));
    return [await readGpt(fromBytes(bytes)), await readGpt(fromBytes(mendGpt(bytes)))];
  },
};

const luks: FuzzTarget = {
  seeds: [
    createLuks2Header({
      label: 'state',
      metadata: createLuksMetadata([
        { type: 'systemd-fido2', 'fido2-clientPin-required': true },
        { type: 'systemd-recovery' },
      ]),
    }),
  ],
  run: async (bytes) => {
    await identifyContents(fromBytes(bytes));
    // Without checksums the JSON is reached whatever was changed.
    const anyDigest = () => bytes.subarray(448, 512);
    return [await readLuks(fromBytes(bytes), digest), await readLuks(fromBytes(bytes), anyDigest)];
  },
};

const verityData = Buffer.alloc(3 * 4096, 'data');
const verity: FuzzTarget = {
  seeds: [createVerity(verityData).bytes],
  run: async (bytes) => {
    await readVerity(fromBytes(bytes), digest);
    return verifyData(fromBytes(verityData), fromBytes(bytes), null, digest);
  },
};

const fat: FuzzTarget = {
  seeds: ([12, 16, 32] as const).map((bits) =>
    createFat({
      bits,
      label: 'ESP',
      files: {
        'EFI/Linux/demo_1.0+3.efi': Buffer.alloc(9000),
        'loader/loader.conf': Buffer.from('a'),
      },
    }).subarray(0, bits === 32 ? 640 * 1024 : 96 * 1024),
  ),
  run: async (bytes) => {
    const tree = await FatTree.open(fromBytes(bytes));
    for (const path of ['', 'EFI', 'EFI/Linux', 'loader']) await tree?.list(path);
    await tree?.read('EFI/Linux/demo_1.0+3.efi', 4000, 8000);
    return [await tree?.getLabel(), await tree?.freeBytes(), await tree?.isDirty()];
  },
};

export const fuzzTargets: Record<string, FuzzTarget> = {
  pe,
  'os-release': osRelease,
  'loader-entry': loaderEntry,
  'loader-conf': loaderConf,
  erofs,
  squashfs,
  lz4,
  gpt,
  luks,
  verity,
  fat,
};

/*
 * The demo machine's disk: an ESP with systemd-boot and every entry, a pair of partitions for each
 * version's root, the state volume, and, in chain `volume`, Lifeboat's own pair. The definitions of
 * repart.d(5) are written here because UUIDs and names come from what was built.
 */
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { CasualtyVersion } from './casualty.ts';
import { damageCopy, measureFat, truncateCopy } from './injure.ts';
import { uuidsOfRootHash } from './repart.ts';
import type { Extension } from './extension.ts';
import type { RootImage } from './demo.ts';

export type PartitionDefinition = Record<string, string>;

export interface DiskVersion extends Pick<CasualtyVersion, 'version' | 'entry' | 'image'> {
  uki: string;
  ukiState: CasualtyVersion['uki'];
  root: RootImage;
}

/** What goes on the disk; `stub` hands Lifeboat's extension over in its entry's folder. */
export interface DiskContent {
  chain: 'volume' | 'stub';
  lifeboat: { version: string; uki: string; extension: Extension };
  versions: DiskVersion[];
  state: string;
  /** More encrypted volumes: label → image. */
  volumes: Record<string, string>;
  espLeavesBytes: number | undefined;
  /** A newer Lifeboat; null for a volume that was not written to its end. Chain `volume` only. */
  newLifeboat: { version: string; uki: string; extension: Extension | null } | undefined;
}

/** Large enough for two versions, Lifeboat with its extension and one more of each in an upgrade. */
const espSize = '1G';
const loader = '/usr/lib/systemd/boot/efi/systemd-bootx64.efi';
/** Long enough to press a key in, also for somebody who can't see the menu: see docs. */
const loaderConf = 'timeout 2\n';

/** The text of one repart.d definition. */
export function formatDefinition(definition: PartitionDefinition): string {
  const lines = Object.entries(definition).map(([name, value]) => `${name}=${value}`);
  return ['[Partition]', ...lines, ''].join('\n');
}

/** The places of Lifeboat's volume: an upgrade writes the second one, the early boot tries both. */
const lifeboatPlaces = ['lifeboat-ext', 'lifeboat-ext-new'] as const;
const cutOffName = 'cut-off';
const isCutOff = ({ newLifeboat }: DiskContent) => newLifeboat?.extension === null;

/** The partitions in the order in which they stand on the disk; sources are paths in the root. */
export function definePartitions(content: DiskContent): PartitionDefinition[] {
  const esp = {
    Type: 'esp',
    Label: 'esp',
    Format: 'vfat',
    CopyFiles: '/esp:/',
    SizeMinBytes: espSize,
    SizeMaxBytes: espSize,
  };
  const roots = content.versions.flatMap(({ version, root, image }) => {
    const uuids = uuidsOfRootHash(root.rootHash);
    const name = `demo_${version}`;
    const suffix = image === 'staged' ? '.part' : '';
    return [
      { Type: 'root', Label: name + suffix, UUID: uuids.data, CopyBlocks: `/${name}.data` },
      {
        Type: 'root-verity',
        Label: `${name}_verity${suffix}`,
        UUID: uuids.verity,
        CopyBlocks: `/${name}.verity`,
      },
    ];
  });
  const locked = ['state', ...Object.keys(content.volumes)].map((label) => ({
    ...{ Type: 'linux-generic', Label: label, CopyBlocks: `/${label}` },
  }));
  const [place, newPlace] = lifeboatPlaces;
  const lifeboat = [
    ...(content.chain === 'volume' ? [place, `${place}-verity`] : []),
    ...(content.newLifeboat === undefined ? [] : [newPlace, `${newPlace}-verity`]),
  ].map((label) => ({
    Type: 'linux-generic',
    Label: label,
    CopyBlocks: isCutOff(content) && label.startsWith(newPlace) ? `/${cutOffName}` : `/${label}`,
  }));
  return [esp, ...roots, ...locked, ...lifeboat];
}

/** Paths on the disk's root folder → files, for the partitions and the ESP. */
export function listSources(content: DiskContent, tools: string): Record<string, string> {
  const { lifeboat, newLifeboat } = content;
  const entry = `lifeboat_${lifeboat.version}.efi`;
  const roots = content.versions.flatMap(({ version, entry: file, uki, root }) => [
    [`demo_${version}.data`, root.data],
    [`demo_${version}.verity`, root.verity],
    [`esp/EFI/Linux/${file}`, uki],
  ]);
  const extension =
    content.chain === 'volume'
      ? [
          ['lifeboat-ext', lifeboat.extension.data],
          ['lifeboat-ext-verity', lifeboat.extension.verity],
        ]
      : [[`esp/EFI/Linux/${entry}.extra.d/lifeboat.sysext.raw`, lifeboat.extension.ddi]];
  const upgrade =
    newLifeboat === undefined
      ? []
      : [
          [`esp/EFI/Linux/lifeboat_${newLifeboat.version}+3.efi`, newLifeboat.uki],
          ...(newLifeboat.extension === null
            ? []
            : [
                ['lifeboat-ext-new', newLifeboat.extension.data],
                ['lifeboat-ext-new-verity', newLifeboat.extension.verity],
              ]),
        ];
  return Object.fromEntries([
    ['esp/EFI/BOOT/BOOTX64.EFI', join(tools, loader)],
    ['esp/EFI/systemd/systemd-bootx64.efi', join(tools, loader)],
    [`esp/EFI/Linux/${entry}`, lifeboat.uki],
    ['state', content.state],
    ...Object.entries(content.volumes),
    ...extension,
    ...upgrade,
    ...roots,
  ] as [string, string][]);
}

/** Does to the staged files what went wrong on this machine. */
async function injure(content: DiskContent, root: string): Promise<void> {
  for (const { version, entry, ukiState, image } of content.versions) {
    const uki = join(root, 'esp/EFI/Linux', entry);
    if (ukiState === 'truncated') await truncateCopy(uki, 0.5);
    if (image === 'damaged') await damageCopy(join(root, `demo_${version}.data`));
  }
  if (isCutOff(content)) {
    await writeFile(join(root, cutOffName), Buffer.alloc(1024 * 1024, 'unfinished'));
  }
  if (content.espLeavesBytes !== undefined) {
    const esp = join(root, 'esp');
    const rest = parseInt(espSize) * 1024 ** 3 - (await measureFat(esp)) - content.espLeavesBytes;
    const leftover = join(esp, 'EFI/Linux/demo_1.2+3.efi.part');
    await writeFile(leftover, '');
    await truncate(leftover, rest);
  }
}

/** Writes the folder that systemd-repart makes the disk from; large files are linked into it. */
export async function stageDisk(
  content: DiskContent,
  tools: string,
  folder: string,
): Promise<{ root: string; definitions: string }> {
  const root = join(folder, 'root');
  const definitions = join(folder, 'definitions');
  for (const [path, file] of Object.entries(listSources(content, tools))) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await execa('cp', ['-l', file, join(root, path)]);
  }
  await mkdir(join(root, 'esp/loader'), { recursive: true });
  await writeFile(join(root, 'esp/loader/loader.conf'), loaderConf);
  await injure(content, root);
  await mkdir(definitions);
  for (const [index, definition] of definePartitions(content).entries()) {
    const name = `${String(index + 1).padStart(2, '0')}.conf`;
    await writeFile(join(definitions, name), formatDefinition(definition));
  }
  return { root, definitions };
}

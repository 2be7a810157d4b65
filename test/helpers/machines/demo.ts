/** The demo machine after its upgrade went wrong: 1.1 was started once and never finished. */
import { machineSchema, type Extension, type Machine } from '../../../core/model/machine.ts';
import {
  makeDisk,
  makeEntry,
  makeExtension,
  makeImage,
  makeLoader,
  makeLuks,
  makePartition,
  makeProblem,
  makeVersion,
} from './parts.ts';

const [oldHash, newHash] = ['c'.repeat(64), 'b'.repeat(64)];
const mebibyte = 1024 * 1024;

const makeSystem = (number: number, label: string, isVerity: boolean) =>
  makePartition(`/dev/vda${String(number)}`, {
    label,
    partType: isVerity
      ? '2c7357ed-ebd2-46d9-aec1-23d437ec2bf5'
      : '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
    partTypeName: isVerity ? 'root-x86-64-verity' : 'root-x86-64',
    sizeBytes: (isVerity ? 12 : 700) * mebibyte,
    fsType: isVerity ? 'DM_verity_hash' : 'erofs',
  });

const disk = makeDisk('/dev/vda', {
  model: 'Demo disk',
  serial: 'demo-0001',
  sizeBytes: 4096 * mebibyte,
  transport: 'virtio',
  partitions: [
    makePartition('/dev/vda1', {
      label: 'esp',
      partType: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
      partTypeName: 'esp',
      fsType: 'vfat',
    }),
    makeSystem(2, 'demo_1.0', false),
    makeSystem(3, 'demo_1.0_verity', true),
    makeSystem(4, 'demo_1.1', false),
    makeSystem(5, 'demo_1.1_verity', true),
    makePartition('/dev/vda6', {
      label: 'state',
      partType: '4d21b016-b534-45c2-a9fb-5c16e091fd2d',
      partTypeName: 'var',
      sizeBytes: 1024 * mebibyte,
      fsType: 'crypto_LUKS',
      luks: makeLuks({
        label: 'state',
        tokens: [{ type: 'systemd-recovery', keyslots: ['1'] }],
      }),
    }),
    makePartition('/dev/vda7', { label: 'lifeboat-ext', fsType: 'erofs' }),
    makePartition('/dev/vda8', { label: 'lifeboat-ext-verity', fsType: 'DM_verity_hash' }),
  ],
});

const broken = makeEntry('demo_1.1.efi', {
  title: 'Demo 1.1',
  counter: { left: 2, done: 1 },
  isDefault: true,
  rootHash: newHash,
  cmdline: `roothash=${newHash} systemd.volatile=overlay`,
});
const good = makeEntry('demo_1.0.efi', {
  title: 'Demo 1.0',
  rootHash: oldHash,
  cmdline: `roothash=${oldHash} systemd.volatile=overlay`,
});
const lifeboat = makeEntry('lifeboat_0.1.0.efi', {
  title: 'Lifeboat 0.1.0',
  sortKey: 'lifeboat',
  isSelected: true,
  cmdline: 'quiet',
});

const imagesOf = (number: number, label: string, rootHash: string, user: string) => {
  const more = { expectedRootHash: rootHash, usedBy: [user] };
  return [
    makeImage(label, { ...more, path: `/dev/vda${String(number)}` }),
    makeImage(`${label}_verity`, {
      ...more,
      role: 'root-verity',
      path: `/dev/vda${String(number + 1)}`,
      sizeBytes: 12 * mebibyte,
    }),
  ];
};

const params = { version: 'Demo 1.1', count: 1, left: 2 };
const evidence = [broken.path];

/** The same with a disk that a security token opens, with a PIN and a touch. */
export function makeTokenDemo(): Machine {
  const machine = makeDemo();
  for (const { luks } of machine.disks.flatMap(({ partitions }) => partitions))
    luks?.tokens.unshift({
      type: 'systemd-fido2',
      keyslots: ['2'],
      pinRequired: true,
      presenceRequired: true,
      verificationRequired: false,
    });
  return machine;
}

/** The machine, made anew for each caller. */
export const makeDemo = (): Machine =>
  machineSchema.parse({
    schema: 'lifeboat.machine/1',
    inspectedAt: '2026-11-22T18:30:00Z',
    host: {
      id: 'lifeboat',
      idLike: ['debian'],
      versionId: '0.1.0',
      sysextLevel: null,
      confextLevel: null,
      imageId: 'lifeboat',
      imageVersion: '0.1.0',
      architecture: 'x86-64',
      prettyName: 'Lifeboat 0.1.0',
    },
    disks: [disk],
    loader: makeLoader({ efiSelected: lifeboat.id }),
    entries: [broken, good, lifeboat],
    extensions: [],
    images: [
      ...imagesOf(2, 'demo_1.0', oldHash, good.id),
      ...imagesOf(4, 'demo_1.1', newHash, broken.id),
    ],
    versions: [
      makeVersion(broken),
      makeVersion(good, { lastBooted: '2026-11-21T09:12:00Z' }),
      makeVersion(lifeboat, { isLifeboat: true }),
    ],
    problems: [
      makeProblem('default-unproven', 'error', 'demo_1.1', { params, evidence }),
      makeProblem('counter-spent', 'warning', 'demo_1.1', { params, evidence }),
    ],
  } satisfies Machine);

/** The add-ons on the disk "state", which are seen once it is open. */
export const makeStateExtensions = (): Extension[] =>
  ['1.0', '1.1'].map((version) =>
    makeExtension(`network-tools-${version}`, {
      format: 'erofs',
      release: { ID: 'demo', VERSION_ID: version },
      matches: false,
      reason: 'id-mismatch',
      fitsVersions: [`demo_${version}`],
      sentence: `network-tools-${version} was built for demo ${version}; this machine runs Lifeboat.`,
      verity: null,
      signed: null,
    }),
  );

/** A made machine on which each state of each part is met at least once. */
import { machineSchema, type Machine } from '../../../core/model/machine.ts';
import {
  makeDisk,
  makeEntry,
  makeExtension,
  makeHolding,
  makeImage,
  makeLoader,
  makeLuks,
  makePartition,
  makeProblem,
  makeVersion,
} from './parts.ts';

const gigabyte = 1_000_000_000;
const hash = (digit: string): string => digit.repeat(64);

const system = makeDisk('/dev/nvme0n1', {
  model: 'Samsung SSD 980 PRO 500GB',
  serial: 'S5GYNX0R512345K',
  sizeBytes: 500 * gigabyte,
  transport: 'nvme',
  gpt: {
    diskUuid: '5f3a7c1e-9b2d-4e6f-8a10-2b3c4d5e6f70',
    sectorBytes: 512,
    primary: 'good',
    backup: 'good',
    copiesDiffer: false,
    isBackupAtEnd: true,
  },
  partitions: [
    makePartition('/dev/nvme0n1p1', {
      label: 'esp',
      partType: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
      partTypeName: 'esp',
      attributes: '0x1',
      attributeNames: ['required-partition'],
      fsType: 'vfat',
      uuid: '7E1C-42A0',
      mountPoints: ['/efi'],
    }),
    makePartition('/dev/nvme0n1p2', {
      label: 'demo_1.0',
      partType: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
      partTypeName: 'root-x86-64',
      attributes: '0x1000000000000000',
      attributeNames: ['read-only'],
      sizeBytes: 4 * gigabyte,
      fsType: 'erofs',
    }),
    makePartition('/dev/nvme0n1p3', {
      label: 'demo_1.0_verity',
      partType: '2c7357ed-ebd2-46d9-aec1-23d437ec2bf5',
      partTypeName: 'root-x86-64-verity',
      attributes: '0x1000000000000000',
      attributeNames: ['read-only'],
      sizeBytes: 64_000_000,
      fsType: 'DM_verity_hash',
      verity: {
        uuid: '1d9c6a4e-0c2f-4f5b-9a57-3f0d1b2c3d4e',
        algorithm: 'sha256',
        salt: '9f2c'.repeat(16),
        dataBlockBytes: 4096,
        hashBlockBytes: 4096,
        dataBlocks: 976_562,
        rootHash: hash('c'),
      },
    }),
    makePartition('/dev/nvme0n1p4', {
      label: 'demo_1.1',
      partType: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
      partTypeName: 'root-x86-64',
      attributes: '0x1000000000000000',
      attributeNames: ['read-only'],
      sizeBytes: 4 * gigabyte,
      fsType: 'erofs',
    }),
    makePartition('/dev/nvme0n1p7', {
      label: 'demo_1.3',
      partType: '4f68bce3-e8cd-4db1-96e7-fbcaf984b709',
      partTypeName: 'root-x86-64',
      staging: 'partial',
      sizeBytes: 4 * gigabyte,
    }),
    makePartition('/dev/nvme0n1p5', {
      label: 'swap',
      partType: '0657fd6d-a4ab-43c4-84e5-0933c84b4f4f',
      partTypeName: 'swap',
      sizeBytes: 16 * gigabyte,
      fsType: 'swap',
    }),
    makePartition('/dev/nvme0n1p6', {
      label: 'state',
      partType: '4d21b016-b534-45c2-a9fb-5c16e091fd2d',
      partTypeName: 'var',
      attributes: '0x800000000000000',
      attributeNames: ['grow-file-system'],
      sizeBytes: 420 * gigabyte,
      fsType: 'crypto_LUKS',
      luks: makeLuks({
        label: 'state',
        tokens: [
          {
            type: 'systemd-fido2',
            keyslots: ['1'],
            pinRequired: true,
            presenceRequired: true,
            verificationRequired: false,
          },
          { type: 'systemd-tpm2', keyslots: ['2'], pinRequired: false },
          { type: 'systemd-recovery', keyslots: ['3'] },
        ],
      }),
    }),
  ],
});

const archive = makeDisk('/dev/sda', {
  model: 'WDC WD40EFRX-68N32N0',
  serial: 'WD-WCC7K4XXXXXX',
  sizeBytes: 4000 * gigabyte,
  gpt: {
    diskUuid: '0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9',
    sectorBytes: 4096,
    primary: 'damaged',
    backup: 'good',
    copiesDiffer: false,
    isBackupAtEnd: true,
  },
  partitions: [
    makePartition('/dev/sda1', {
      label: 'backup',
      sizeBytes: 1000 * gigabyte,
      fsType: 'crypto_LUKS',
      luks: makeLuks({
        openedAs: '/dev/mapper/backup',
        label: 'backup',
        passphraseSlots: ['0', '1'],
        headers: { primary: 'damaged', secondary: 'good' },
      }),
      holds: [
        makeHolding('crypt', '/dev/mapper/backup', {
          sizeBytes: 1000 * gigabyte,
          fsType: 'btrfs',
          uuid: 'd6a2c9f0-54b1-4f0e-9a7d-0c5f1e2d3b4a',
          mountPoints: ['/run/lifeboat/backup'],
          children: [
            makeHolding('subvolume', '@home'),
            makeHolding('subvolume', '@home/.snapshots/2026-11-20'),
          ],
        }),
      ],
    }),
    makePartition('/dev/sda2', {
      partType: 'e6d6d379-f507-44c2-a23c-238f2a3df928',
      partTypeName: 'linux-lvm',
      sizeBytes: 2000 * gigabyte,
      fsType: 'LVM2_member',
      holds: [
        makeHolding('lvm', '/dev/mapper/vault-media', {
          name: 'vault-media',
          sizeBytes: 1500 * gigabyte,
          fsType: 'xfs',
        }),
        makeHolding('lvm', '/dev/mapper/vault-private', {
          name: 'vault-private',
          sizeBytes: 500 * gigabyte,
          fsType: 'crypto_LUKS',
          luks: makeLuks({
            tokens: [
              {
                type: 'systemd-fido2',
                keyslots: ['1'],
                pinRequired: false,
                presenceRequired: true,
                verificationRequired: true,
              },
              { type: 'systemd-tpm2', keyslots: ['2'], pinRequired: true },
              { type: 'other', name: 'clevis', keyslots: ['3'] },
            ],
            passphraseSlots: [],
          }),
        }),
      ],
    }),
    makePartition('/dev/sda3', {
      label: 'Basic data partition',
      partType: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
      partTypeName: 'microsoft-basic-data',
      sizeBytes: 1000 * gigabyte,
      fsType: 'ntfs',
      fsLabel: 'Games',
    }),
  ],
});

const stick = makeDisk('/dev/sdb', {
  model: 'Ultra USB 3.0',
  serial: '4C530001230',
  sizeBytes: 32 * gigabyte,
  transport: 'usb',
  removable: true,
  readOnly: true,
  tableType: null,
  partitions: [
    makePartition('/dev/sdb', {
      partUuid: null,
      partType: null,
      partTypeName: null,
      attributes: null,
      sizeBytes: 32 * gigabyte,
      fsType: 'iso9660',
      fsLabel: 'RESCUE',
    }),
  ],
});

const empty = makeDisk('/dev/sdc', { sizeBytes: 8 * gigabyte, transport: 'usb', tableType: null });

const broken = makeEntry('demo_1.2.efi', {
  title: 'Demo 1.2',
  counter: { left: 0, done: 3 },
  rootHash: hash('d'),
});
const fresh = makeEntry('demo_1.1.efi', {
  title: 'Demo 1.1',
  counter: { left: 2, done: 1 },
  isDefault: true,
  rootHash: hash('b'),
  cmdline: `quiet roothash=${hash('b')} systemd.volatile=overlay console=ttyS0`,
  kernelVersion: '6.12.9',
  profiles: ['main', 'factory-reset'],
  profileTitles: ['Start normally', 'Reset this device'],
  addons: ['debug.addon.efi'],
  extensionPaths: ['EFI/Linux/demo_1.1.efi.extra.d/firmware.sysext.raw'],
});
const good = makeEntry('demo_1.0.efi', {
  title: 'Demo 1.0',
  rootHash: hash('c'),
  cmdline: `quiet roothash=${hash('c')} systemd.volatile=overlay`,
});
const old = makeEntry('demo_0.9.efi', { title: 'Demo 0.9', rootHash: hash('e') });
const torn = makeEntry('demo_1.3.efi', {
  title: null,
  counter: { left: 3, done: 0 },
  problems: ['the section .linux reaches beyond the end of the file'],
});
const distribution = makeEntry('debian-6.12.conf', {
  title: 'Debian GNU/Linux 13',
  kind: 'type1',
  path: 'loader/entries/debian-6.12.conf',
  partition: 'xbootldr',
  version: '6.12',
  sortKey: 'debian',
  machineId: '0123456789abcdef0123456789abcdef',
  cmdline: 'root=UUID=2a1f ro quiet',
});
const lifeboat = makeEntry('lifeboat_0.1.0.efi', {
  title: 'Lifeboat 0.1.0',
  sortKey: 'lifeboat',
  isSelected: true,
});
const missingRoot = 'PARTUUID=00000000-0000-4000-8000-0000000000ee';
const missing = `the root file system (${missingRoot})`;

/** The machine, made anew for each caller. */
export const makeWorkshop = (): Machine =>
  machineSchema.parse({
    schema: 'lifeboat.machine/1',
    inspectedAt: '2026-11-22T18:30:00Z',
    host: {
      id: 'demo',
      idLike: ['debian'],
      versionId: '1.1',
      sysextLevel: null,
      confextLevel: null,
      imageId: 'demo',
      imageVersion: '1.1',
      architecture: 'x86-64',
      prettyName: 'Demo 1.1',
    },
    disks: [system, archive, stick, empty],
    loader: makeLoader({ efiSelected: lifeboat.id, confDefault: 'demo_*' }),
    entries: [fresh, torn, good, old, distribution, lifeboat, broken],
    extensions: [
      makeExtension('network-tools', {
        fitsVersions: ['demo_1.0'],
        reason: 'version-mismatch',
        matches: false,
      }),
      makeExtension('firmware', {
        release: { ID: 'demo', VERSION_ID: '1.1', ARCHITECTURE: 'x86-64', SYSEXT_SCOPE: 'system' },
        path: 'EFI/Linux/demo_1.1.efi.extra.d/firmware.sysext.raw',
        fitsVersions: ['demo_1.1'],
      }),
      makeExtension('site-settings', {
        kind: 'confext',
        path: '/var/lib/confexts/site-settings',
        format: 'directory',
        release: { ID: '_any' },
        fitsVersions: ['demo_1.1', 'demo_1.0', 'demo_0.9'],
        verity: null,
        signed: null,
      }),
      makeExtension('debug-tools', {
        release: { ID: 'demo', VERSION_ID: '0.8' },
        matches: false,
        reason: 'version-mismatch',
      }),
      makeExtension('gpu-driver', {
        release: { ID: 'demo', VERSION_ID: '1.1', ARCHITECTURE: 'arm64' },
        matches: false,
        reason: 'architecture-mismatch',
      }),
      makeExtension('whole-system', { matches: false, reason: 'carries-os-release' }),
      makeExtension('torn-download', {
        matches: false,
        reason: 'unreadable',
        release: {},
        format: 'unknown',
        verity: null,
        signed: null,
      }),
      makeExtension('homemade', { matches: false, reason: 'unsigned', signed: false }),
    ],
    images: [
      makeImage('demo_1.0', {
        path: '/dev/nvme0n1p2',
        expectedRootHash: hash('c'),
        verified: 'verified',
        usedBy: [good.id],
      }),
      makeImage('demo_1.0_verity', {
        path: '/dev/nvme0n1p3',
        role: 'root-verity',
        sizeBytes: 64_000_000,
        expectedRootHash: hash('c'),
        verified: 'verified',
        usedBy: [good.id],
      }),
      makeImage('demo_1.1', {
        path: '/dev/nvme0n1p4',
        expectedRootHash: hash('b'),
        foundRootHash: hash('f'),
        slot: 'b',
        verified: 'mismatch',
        usedBy: [fresh.id],
      }),
      makeImage('demo_1.3', { path: '/dev/nvme0n1p7', placement: 'partial', slot: 'a' }),
      makeImage('demo_0.8', { path: '/var/lib/machines/demo_0.8.raw', kind: 'file' }),
    ],
    versions: [
      makeVersion(fresh),
      makeVersion(torn, {
        complete: false,
        missing: ['the boot file EFI/Linux/demo_1.3+3.efi'],
        missingParts: [{ kind: 'boot-file', why: 'unfinished', id: 'EFI/Linux/demo_1.3+3.efi' }],
      }),
      makeVersion(good, { lastBooted: '2026-11-21T09:12:00Z' }),
      makeVersion(old, {
        complete: false,
        missing: [missing],
        missingParts: [{ kind: 'root', why: 'absent', id: missingRoot }],
      }),
      makeVersion(distribution),
      makeVersion(lifeboat, { isLifeboat: true }),
      makeVersion(broken),
    ],
    problems: [
      makeProblem('default-unproven', 'error', 'demo_1.1', {
        params: { version: 'Demo 1.1', count: 1, left: 2 },
        evidence: ['EFI/Linux/demo_1.1+2-1.efi'],
      }),
      makeProblem('entry-unreadable', 'error', torn.id, {
        params: { path: 'EFI/Linux/demo_1.3+3.efi' },
        evidence: [...torn.problems, torn.path],
      }),
      makeProblem('version-incomplete', 'error', 'demo_0.9', {
        params: { version: 'Demo 0.9', missing },
        evidence: ['EFI/Linux/demo_0.9.efi'],
      }),
      makeProblem('counter-spent', 'warning', 'demo_1.1', {
        params: { version: 'Demo 1.1', count: 1, left: 2 },
        evidence: ['EFI/Linux/demo_1.1+2-1.efi'],
      }),
      makeProblem('counter-exhausted', 'warning', 'demo_1.2', {
        params: { version: 'Demo 1.2', count: 3, left: 0 },
        evidence: ['EFI/Linux/demo_1.2+0-3.efi'],
      }),
      makeProblem('extension-unfit', 'warning', 'gpu-driver', {
        params: {
          name: 'gpu-driver',
          why: 'gpu-driver was built for arm64 processors; this machine has x86-64.',
          reason: 'architecture-mismatch',
        },
        evidence: ['/var/lib/extensions/gpu-driver.raw'],
      }),
      makeProblem('esp-nearly-full', 'warning', '', { params: { freeMib: 3 } }),
      makeProblem('not-visible', 'info', '/dev/sdc', {
        params: { what: '/dev/sdc', why: 'rights' },
      }),
    ],
  } satisfies Machine);

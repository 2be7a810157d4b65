/** Parts of made machines: each is plain and whole, and `more` says what is special about it. */
import { sayInEnglish } from '../../../core/messages/domain.ts';
import type {
  Disk,
  Entry,
  Extension,
  Holding,
  Image,
  Loader,
  Luks,
  Partition,
  Problem,
  Version,
} from '../../../core/model/machine.ts';

const megabyte = 1_000_000;

/** A UUID-shaped text that is the same for the same number. */
export const makeUuid = (number: number): string =>
  `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

export const makePartition = (path: string, more: Partial<Partition> = {}): Partition => ({
  path,
  number: Number(/(\d+)$/.exec(path)?.[1] ?? 0) || null,
  sizeBytes: 512 * megabyte,
  label: null,
  partUuid: makeUuid(path.length * 1000 + path.charCodeAt(path.length - 1)),
  partType: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  partTypeName: 'linux-generic',
  staging: null,
  attributes: '0x0',
  attributeNames: [],
  fsType: null,
  fsLabel: null,
  uuid: null,
  mountPoints: [],
  luks: null,
  verity: null,
  holds: [],
  ...more,
});

export const makeLuks = (more: Partial<Luks> = {}): Luks => ({
  version: 2,
  uuid: '6a3d0c52-5c1e-4b0e-9c39-0d9a3e0d3c11',
  label: null,
  tokens: [],
  passphraseSlots: ['0'],
  openedAs: null,
  headers: { primary: 'good', secondary: 'good' },
  ...more,
});

export const makeHolding = (type: string, path: string, more: Partial<Holding> = {}): Holding => ({
  path,
  type,
  name: path.split('/').at(-1) ?? path,
  sizeBytes: null,
  fsType: null,
  fsLabel: null,
  uuid: null,
  mountPoints: [],
  luks: null,
  children: [],
  ...more,
});

export const makeDisk = (path: string, more: Partial<Disk> = {}): Disk => ({
  path,
  model: null,
  serial: null,
  sizeBytes: 64_000 * megabyte,
  transport: 'sata',
  removable: false,
  readOnly: false,
  tableType: 'gpt',
  gpt: null,
  partitions: [],
  ...more,
});

/** A loader on UEFI that nobody has told anything. */
export const makeLoader = (more: Partial<Loader> = {}): Loader => ({
  efi: true,
  efiDefault: null,
  efiPreferred: null,
  efiOneShot: null,
  efiSelected: null,
  efiLastBooted: null,
  confDefault: null,
  confPreferred: null,
  ...more,
});

/** The entry of one UKI; its state follows from the counter. */
export function makeEntry(id: string, more: Partial<Entry> = {}): Entry {
  const counter = more.counter ?? null;
  const mark = counter === null ? '' : `+${counter.left}${counter.done ? `-${counter.done}` : ''}`;
  const version = /_([^_]+)\.(?:efi|conf)$/.exec(id)?.[1] ?? null;
  return {
    id,
    path: `EFI/Linux/${id.replace(/(\.\w+)$/, `${mark}$1`)}`,
    partition: 'esp',
    sizeBytes: 48 * megabyte,
    fingerprint: 'a1b2c3d4'.repeat(8),
    kind: 'uki',
    title: null,
    version,
    sortKey: 'demo',
    machineId: null,
    architecture: 'x86-64',
    kernelVersion: null,
    counter,
    state: counter === null ? 'good' : counter.left === 0 ? 'bad' : 'indeterminate',
    isDefault: false,
    isSelected: false,
    cmdline: null,
    usrHash: null,
    rootHash: null,
    profiles: [],
    profileTitles: [],
    addons: [],
    extensionPaths: [],
    credentialPaths: [],
    problems: [],
    ...more,
  };
}

export const makeVersion = (entry: Entry, more: Partial<Version> = {}): Version => ({
  id: entry.id.replace(/\.\w+$/, ''),
  name: entry.title ?? entry.id,
  version: entry.version,
  entryId: entry.id,
  complete: true,
  state: entry.state,
  missing: [],
  missingParts: [],
  lastBooted: null,
  isDefault: entry.isDefault,
  isLifeboat: false,
  ...more,
});

export const makeExtension = (name: string, more: Partial<Extension> = {}): Extension => ({
  name,
  kind: 'sysext',
  path: `/var/lib/extensions/${name}.raw`,
  format: 'ddi',
  release: { ID: 'demo', VERSION_ID: '1.0' },
  matches: true,
  reason: 'matches',
  fitsVersions: [],
  sentence: '',
  verity: true,
  signed: true,
  ...more,
});

export const makeImage = (name: string, more: Partial<Image> = {}): Image => ({
  name,
  role: 'root',
  kind: 'partition',
  path: `/dev/disk/by-partlabel/${name}`,
  version: /_([\d.]+)/.exec(name)?.[1] ?? null,
  slot: null,
  placement: 'installed',
  architecture: 'x86-64',
  partUuid: null,
  sizeBytes: 734 * megabyte,
  expectedRootHash: null,
  foundRootHash: null,
  verified: 'not-checked',
  usedBy: [],
  ...more,
});

export const makeProblem = (
  code: Problem['code'],
  severity: Problem['severity'],
  subject: string,
  more: Partial<Pick<Problem, 'params' | 'evidence'>> = {},
): Problem => ({
  code,
  severity,
  subject,
  params: more.params ?? {},
  sentence: sayInEnglish(`problem.${code}`, more.params ?? {}),
  evidence: more.evidence ?? [],
});

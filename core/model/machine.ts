/**
 * What is true of a machine. A machine has disks; disks have partitions; the ESP has entries that
 * the boot loader can start; an entry names the image (root or /usr, with its verity data) that it
 * needs and is joined by the extensions that match it. A *system version* is an entry together with
 * all it needs, and it is complete only when all of it is there. Each item says in which state it
 * is and why. `lifeboat inspect --json` prints exactly this.
 *
 * Terms: UAPI Group specifications (Boot Loader, Discoverable Partitions, Extension Images).
 */
import { z } from 'zod';
import { paramsSchema } from '../result.ts';

export const machineSchemaId = 'lifeboat.machine/1';

const text = z.string();
const maybe = text.nullable();

export const hostSchema = z.object({
  id: maybe,
  idLike: z.array(text),
  versionId: maybe,
  sysextLevel: maybe,
  confextLevel: maybe,
  imageId: maybe,
  imageVersion: maybe,
  architecture: maybe,
  prettyName: maybe,
});
export type Host = z.infer<typeof hostSchema>;

export const luksTokenSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('systemd-fido2'),
    keyslots: z.array(text),
    pinRequired: z.boolean(),
    presenceRequired: z.boolean(),
    verificationRequired: z.boolean(),
  }),
  z.object({ type: z.literal('systemd-tpm2'), keyslots: z.array(text), pinRequired: z.boolean() }),
  z.object({ type: z.literal('systemd-recovery'), keyslots: z.array(text) }),
  z.object({ type: z.literal('other'), name: text, keyslots: z.array(text) }),
]);
export type LuksToken = z.infer<typeof luksTokenSchema>;

export const luksSchema = z.object({
  version: z.number().int(),
  uuid: maybe,
  label: maybe,
  tokens: z.array(luksTokenSchema),
  /** Keyslots that no token names: each is a passphrase. */
  passphraseSlots: z.array(text),
  /** Path of the opened mapping, null while locked. */
  openedAs: maybe,
});
export type Luks = z.infer<typeof luksSchema>;

export const partitionSchema = z.object({
  path: text,
  sizeBytes: z.number().int().nonnegative(),
  label: maybe,
  partUuid: maybe,
  partType: maybe,
  /** Name from the Discoverable Partitions table, null when the type is not in it. */
  partTypeName: maybe,
  /** GPT attribute bits as a hexadecimal number, "0x0" when none is set. */
  attributes: maybe,
  fsType: maybe,
  fsLabel: maybe,
  fsUuid: maybe,
  mountPoints: z.array(text),
  luks: luksSchema.nullable(),
});
export type Partition = z.infer<typeof partitionSchema>;

export const diskSchema = z.object({
  path: text,
  model: maybe,
  serial: maybe,
  sizeBytes: z.number().int().nonnegative(),
  transport: maybe,
  removable: z.boolean(),
  readOnly: z.boolean(),
  tableType: maybe,
  /** A file system or LUKS directly on the disk stands here as a single partition. */
  partitions: z.array(partitionSchema),
});
export type Disk = z.infer<typeof diskSchema>;

/** Where entries can lie: the EFI system partition, or the extended boot loader partition. */
export const bootPartitionSchema = z.enum(['esp', 'xbootldr']);
export type BootPartition = z.infer<typeof bootPartitionSchema>;

/** What decides the loader's choice beside the order of the entries; null where nothing is set. */
export const loaderSchema = z.object({
  /** Whether EFI variables exist here; without them the default is kept in loader.conf. */
  efi: z.boolean(),
  efiDefault: maybe,
  efiPreferred: maybe,
  efiOneShot: maybe,
  efiSelected: maybe,
  confDefault: maybe,
  confPreferred: maybe,
});
export type Loader = z.infer<typeof loaderSchema>;

export const entryStateSchema = z.enum(['good', 'indeterminate', 'bad']);
export type EntryState = z.infer<typeof entryStateSchema>;

export const entrySchema = z.object({
  /** As `bootctl list` gives it: the file name with its suffix, boot counter removed. */
  id: text,
  /** Relative to the partition it lies on, with the counter. */
  path: text,
  partition: bootPartitionSchema,
  sizeBytes: z.number().int().nonnegative(),
  /** SHA-256 over what inspection reads of the file: headers and text sections, never the kernel. */
  fingerprint: text,
  kind: z.enum(['uki', 'type1']),
  title: maybe,
  version: maybe,
  sortKey: maybe,
  machineId: maybe,
  architecture: maybe,
  counter: z
    .object({ left: z.number().int().nonnegative(), done: z.number().int().nonnegative() })
    .nullable(),
  state: entryStateSchema,
  /** The loader's choice at the next ordinary start. */
  isDefault: z.boolean(),
  /** The entry that was started this time. */
  isSelected: z.boolean(),
  cmdline: maybe,
  usrHash: maybe,
  rootHash: maybe,
  profiles: z.array(text),
  addons: z.array(text),
  extensionPaths: z.array(text),
  problems: z.array(text),
});
export type Entry = z.infer<typeof entrySchema>;

export const extensionReasonSchema = z.enum([
  'matches',
  'id-mismatch',
  'version-mismatch',
  'level-mismatch',
  'architecture-mismatch',
  'scope-excluded',
  'no-release-file',
  'name-mismatch',
  'carries-os-release',
  'unreadable',
  'unsigned',
]);
export type ExtensionReason = z.infer<typeof extensionReasonSchema>;

export const extensionSchema = z.object({
  name: text,
  kind: z.enum(['sysext', 'confext']),
  path: text,
  format: z.enum(['directory', 'ddi', 'erofs', 'squashfs', 'vpick', 'unknown']),
  release: z.record(text, text),
  matches: z.boolean(),
  reason: extensionReasonSchema,
  /** Ids of the system versions whose os-release this extension matches. */
  fitsVersions: z.array(text),
  sentence: text,
  verity: z.boolean().nullable(),
  signed: z.boolean().nullable(),
});
export type Extension = z.infer<typeof extensionSchema>;

export const imageSchema = z.object({
  name: text,
  role: z.enum(['root', 'usr', 'root-verity', 'usr-verity']),
  path: text,
  version: maybe,
  partUuid: maybe,
  sizeBytes: z.number().int().nonnegative(),
  /** The root hash that an entry expects of it, null when no entry names it. */
  expectedRootHash: maybe,
  verified: z.enum(['not-checked', 'verified', 'mismatch']),
  usedBy: z.array(text),
});
export type Image = z.infer<typeof imageSchema>;

export const versionSchema = z.object({
  id: text,
  name: text,
  version: maybe,
  entryId: text,
  complete: z.boolean(),
  state: entryStateSchema,
  missing: z.array(text),
  /** ISO 8601, null when nothing on the machine tells. */
  lastBooted: maybe,
  isDefault: z.boolean(),
  /** Lifeboat's own entry is shown, and never chosen, changed or counted as a system. */
  isLifeboat: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;

export const problemCodes = [
  'counter-exhausted',
  'counter-spent', // started at least once without reaching boot-complete.target
  'default-unproven', // the loader's choice never completed a start
  'version-incomplete',
  'entry-unreadable',
  'extension-unfit',
  'no-bootable-entry',
  'no-esp',
  'esp-nearly-full',
  'run-interrupted', // a change by Lifeboat was interrupted
  'not-visible', // something could not be looked at: no rights, a missing tool
] as const;
export const problemCodeSchema = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

export const problemSchema = z.object({
  code: problemCodeSchema,
  severity: z.enum(['info', 'warning', 'error']),
  subject: text,
  /** Parameters of the sentence, so that it can be said in another language. */
  params: paramsSchema,
  sentence: text,
  evidence: z.array(text),
});
export type Problem = z.infer<typeof problemSchema>;

export const machineSchema = z.object({
  schema: z.literal(machineSchemaId),
  /** When this was read, ISO 8601. */
  inspectedAt: text,
  host: hostSchema,
  disks: z.array(diskSchema),
  loader: loaderSchema,
  /** In the loader's order. */
  entries: z.array(entrySchema),
  extensions: z.array(extensionSchema),
  images: z.array(imageSchema),
  versions: z.array(versionSchema),
  problems: z.array(problemSchema),
});
export type Machine = z.infer<typeof machineSchema>;

import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();
const bytes = z.number().int().nonnegative();

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

/** Whether one of the two copies of something is as it was written. */
export const copyStateSchema = z.enum(['good', 'damaged', 'missing']);
export type CopyState = z.infer<typeof copyStateSchema>;

export const luksSchema = z.object({
  version: z.number().int(),
  uuid: maybe,
  label: maybe,
  tokens: z.array(luksTokenSchema),
  /** Keyslots that no token names: each is a passphrase. */
  passphraseSlots: z.array(text),
  /** Path of the opened mapping, null while locked. */
  openedAs: maybe,
  /** The two copies of a LUKS2 header; null when they were not read, and for LUKS1, which has one. */
  headers: z
    .object({ primary: copyStateSchema, secondary: copyStateSchema })
    .nullable()
    .default(null),
});
export type Luks = z.infer<typeof luksSchema>;

/** The superblock in front of a verity hash tree. */
export const veritySchema = z.object({
  uuid: text,
  algorithm: text,
  salt: text,
  dataBlockBytes: bytes,
  hashBlockBytes: bytes,
  dataBlocks: bytes,
  /** The hash over the top of the tree as it is stored; null when that could not be read. */
  rootHash: maybe,
});
export type Verity = z.infer<typeof veritySchema>;

/** What stands on a partition or on another such thing: an opened LUKS volume, LVM, RAID, a subvolume. */
export const holdingSchema = z.object({
  path: text,
  /** As lsblk names it ("crypt", "lvm", "raid1", "part", …), or "subvolume". */
  type: text,
  name: text,
  sizeBytes: bytes.nullable(),
  fsType: maybe,
  fsLabel: maybe,
  /** Of the file system, or of the LUKS volume. */
  uuid: maybe,
  mountPoints: z.array(text),
  luks: luksSchema.nullable(),
  get children() {
    return z.array(holdingSchema);
  },
});
export type Holding = z.infer<typeof holdingSchema>;

export const partitionSchema = z.object({
  path: text,
  /** Its number in the table; null without a table. */
  number: z.number().int().nullable().default(null),
  sizeBytes: bytes,
  label: maybe,
  partUuid: maybe,
  partType: maybe,
  /** Name from the Discoverable Partitions table, null when the type is not in it. */
  partTypeName: maybe,
  /** Set while systemd-sysupdate(8) has given it the type of a version that is not installed yet. */
  staging: z.enum(['partial', 'pending']).nullable().default(null),
  /** GPT attribute bits as a hexadecimal number, "0x0" when none is set. */
  attributes: maybe,
  attributeNames: z.array(text).default([]),
  fsType: maybe,
  fsLabel: maybe,
  /** Of the file system, or of the LUKS volume. */
  uuid: maybe,
  mountPoints: z.array(text),
  luks: luksSchema.nullable(),
  verity: veritySchema.nullable().default(null),
  holds: z.array(holdingSchema).default([]),
});
export type Partition = z.infer<typeof partitionSchema>;

export const gptSchema = z.object({
  diskUuid: maybe,
  sectorBytes: bytes,
  primary: copyStateSchema,
  backup: copyStateSchema,
  /** Both copies are good by themselves and tell different things. */
  copiesDiffer: z.boolean(),
  /** False where the disk has grown behind its table. */
  isBackupAtEnd: z.boolean(),
});

export const diskSchema = z.object({
  path: text,
  model: maybe,
  serial: maybe,
  sizeBytes: bytes,
  transport: maybe,
  removable: z.boolean(),
  readOnly: z.boolean(),
  /** "gpt", "dos", or what else lsblk names; null without a table. */
  tableType: maybe,
  /** The copies of the GPT; null when there is none or it was not read. */
  gpt: gptSchema.nullable().default(null),
  /** A file system or LUKS directly on the disk stands here as a single partition. */
  partitions: z.array(partitionSchema),
});
export type Disk = z.infer<typeof diskSchema>;

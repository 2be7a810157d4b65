import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();

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

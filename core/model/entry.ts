import { z } from 'zod';

const text = z.string();
const maybe = text.nullable();

/** Where entries can lie: the EFI system partition, or the extended boot loader partition. */
export const bootPartitionSchema = z.enum(['esp', 'xbootldr']);
export type BootPartition = z.infer<typeof bootPartitionSchema>;

/** What decides the loader's choice beside the order of the entries; null where nothing is set. */
export const loaderSchema = z.object({
  /** Whether EFI variables can be set here; without them the default is kept in loader.conf. */
  efi: z.boolean(),
  efiDefault: maybe,
  efiPreferred: maybe,
  efiOneShot: maybe,
  /** The entry that was started this time, as the loader names it. */
  efiSelected: maybe,
  /** The entry that `@saved` stands for. */
  efiLastBooted: maybe,
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
  /** By systemd's names; null when a type #1 entry does not say. */
  architecture: maybe,
  /** `uname -r` of the kernel in a UKI. */
  kernelVersion: maybe,
  counter: z
    .object({ left: z.number().int().nonnegative(), done: z.number().int().nonnegative() })
    .nullable(),
  state: entryStateSchema,
  /** What the loader starts next, as `bootctl list` marks it: the one-shot entry where one is set. */
  isDefault: z.boolean(),
  /** The entry that was started this time. */
  isSelected: z.boolean(),
  cmdline: maybe,
  usrHash: maybe,
  rootHash: maybe,
  /** A UKI's profiles by their ids (`ID=`), else their numbers; the first is started by default. */
  profiles: z.array(text),
  /** Their titles in the same order, or their ids again. */
  profileTitles: z.array(text),
  /**
   * Companions that the stub would add, as paths relative to the partition, in its order: those of
   * all entries (`loader/`) before those of this one (`NAME.efi.extra.d/`).
   */
  addons: z.array(text),
  /** System and configuration extension images, the same way. */
  extensionPaths: z.array(text),
  credentialPaths: z.array(text),
  /** Why it can't start: a code, then what it is about after a blank. */
  problems: z.array(text),
});
export type Entry = z.infer<typeof entrySchema>;

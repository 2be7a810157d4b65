/**
 * What a plan can do: small changes that each happen whole or not at all. Paths are relative to the
 * place that is named, and every change has an inverse of the same kind. Nothing is deleted: what is
 * in the way is moved aside, on the same file system, and moved back by undo.
 */
import { z } from 'zod';

const maybe = z.string().nullable();

/** Where files lie: the boot partitions, or the system's own tree (its /var, /boot, ...). */
export const placeSchema = z.enum(['esp', 'xbootldr', 'system']);
export type Place = z.infer<typeof placeSchema>;

export const actionSchema = z.discriminatedUnion('kind', [
  /** Writes the `default` line of loader/loader.conf (loader.conf(5)); null removes the line. */
  z.object({ kind: z.literal('set-loader-default'), to: maybe }),
  /** Sets the LoaderEntryDefault EFI variable through bootctl; null clears it. */
  z.object({ kind: z.literal('set-efi-default'), to: maybe }),
  /** Sets the LoaderEntryOneShot EFI variable through bootctl; null clears it. */
  z.object({ kind: z.literal('set-efi-once'), to: maybe }),
  /** Renames an entry's file, which is how boot counters change. */
  z.object({
    kind: z.literal('rename-entry'),
    place: placeSchema,
    from: z.string(),
    to: z.string(),
  }),
  /** Moves a file or a directory of an upgrade within its file system, never over another one. */
  z.object({ kind: z.literal('move-file'), place: placeSchema, from: z.string(), to: z.string() }),
  /** Points a symbolic link elsewhere in one rename; null removes it. */
  z.object({ kind: z.literal('set-link'), place: placeSchema, path: z.string(), to: maybe }),
  /** Reads an image through and compares it with its root hash. Changes nothing. */
  z.object({
    kind: z.literal('verify-image'),
    /** "device": both paths are block devices; else files of that place. */
    place: z.union([placeSchema, z.literal('device')]),
    data: z.string(),
    hash: z.string(),
    rootHash: z.string(),
  }),
  /** Sets a variable of GRUB's environment block; null removes it. */
  z.object({
    kind: z.literal('set-grub-variable'),
    name: z.enum(['saved_entry', 'next_entry']),
    to: maybe,
  }),
  /** Makes a btrfs subvolume, by its id, what is mounted where none is named. */
  z.object({ kind: z.literal('set-default-subvolume'), to: z.string() }),
]);
export type Action = z.infer<typeof actionSchema>;
export type ActionOf<K extends Action['kind']> = Extract<Action, { kind: K }>;

/** What inspection saw and what must still hold just before the step. */
export const preconditionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loader-default-is'), value: maybe }),
  z.object({ kind: z.literal('efi-default-is'), value: maybe }),
  z.object({ kind: z.literal('efi-once-is'), value: maybe }),
  z.object({
    kind: z.literal('file-is'),
    place: placeSchema,
    path: z.string(),
    sizeBytes: z.number().int().nonnegative(),
    /** As inspection computes it: see `entrySchema`. */
    fingerprint: z.string(),
  }),
  z.object({ kind: z.literal('link-is'), place: placeSchema, path: z.string(), value: maybe }),
  z.object({ kind: z.literal('image-is'), data: z.string(), rootHash: z.string() }),
  z.object({ kind: z.literal('grub-variable-is'), name: z.string(), value: maybe }),
  z.object({ kind: z.literal('default-subvolume-is'), value: z.string() }),
]);
export type Precondition = z.infer<typeof preconditionSchema>;

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
import { diskSchema } from './disk.ts';
import { entrySchema, loaderSchema } from './entry.ts';
import { extensionSchema } from './extension.ts';
import { hostSchema } from './host.ts';
import { imageSchema } from './image.ts';
import { problemSchema } from './problem.ts';
import { versionSchema } from './version.ts';

export * from './disk.ts';
export * from './entry.ts';
export * from './extension.ts';
export * from './host.ts';
export * from './image.ts';
export * from './problem.ts';
export * from './version.ts';

export const machineSchema = z.object({
  schema: z.literal('lifeboat.machine/1'),
  /** When this was read, ISO 8601. */
  inspectedAt: z.string(),
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

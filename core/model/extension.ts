import { z } from 'zod';

const text = z.string();

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

/** A version of an extension that fits, and that is kept where the system does not look for any. */
export const replacementSchema = z.object({ name: text, path: text, version: text.nullable() });
export type Replacement = z.infer<typeof replacementSchema>;

export const extensionSchema = z.object({
  name: text,
  kind: z.enum(['sysext', 'confext']),
  path: text,
  format: z.enum(['directory', 'ddi', 'erofs', 'squashfs', 'ext4', 'vpick', 'unknown']),
  release: z.record(text, text),
  /** Whether it becomes part of the system: its reason is "matches" and nothing masks it. */
  matches: z.boolean(),
  reason: extensionReasonSchema,
  /** The path of what has the same name in a place that comes before; absent when nothing has. */
  maskedBy: text.optional(),
  /** What is kept on the machine and would fit the host in its place; absent when nothing is. */
  replacement: replacementSchema.optional(),
  /** Ids of the system versions whose os-release this extension matches. */
  fitsVersions: z.array(text),
  sentence: text,
  verity: z.boolean().nullable(),
  signed: z.boolean().nullable(),
});
export type Extension = z.infer<typeof extensionSchema>;

/** The encrypted disks as `lifeboat unlock --list --json` prints them. */
import { z } from 'zod';
import { unlockMethods } from './methods.ts';

export const volumeListSchema = z.object({
  schema: z.literal('lifeboat.volumes/1'),
  volumes: z.array(
    z.object({
      device: z.string(),
      /** As the person knows it: its label where it has one. */
      name: z.string(),
      /** The path of the mapping, null while it is locked. */
      openedAs: z.string().nullable(),
      /** Whether it can matter for what happened and for going back; those that can stand first. */
      isOfUse: z.boolean(),
      /** The ways that it was set up for, the best first. */
      methods: z.array(z.enum(unlockMethods)),
    }),
  ),
});
export type VolumeList = z.infer<typeof volumeListSchema>;

/**
 * What planning needs to know beside the machine: the parts of upgrades that lie in their staging
 * places, versions of extensions that are kept aside, other loaders' settings, and earlier runs.
 */
import { z } from 'zod';
import { placeSchema } from './action.ts';
import type { RunRecord } from './plan.ts';

/** A file or directory that belongs to a version, or could. */
export const partSchema = z.object({
  place: placeSchema,
  path: z.string(),
  /** Where it belongs once it is complete; its own path when it is there. */
  finalPath: z.string(),
  kind: z.enum(['uki', 'image', 'extension']),
  /** The version that it says it is for; null when it does not say. */
  version: z.string().nullable(),
  sizeBytes: z.number().int().nonnegative(),
  fingerprint: z.string(),
  /** False when it ends too early; null when that can only be known by verifying. */
  isWhole: z.boolean().nullable(),
  /** Whether something else lies at `finalPath` already. */
  isPlaceTaken: z.boolean(),
  /** os-release of a UKI, extension-release of an extension. */
  release: z.record(z.string(), z.string()),
  /** The root hash that a UKI expects, or that stands beside an image. */
  rootHash: z.string().nullable(),
  /** Verity data beside an image, relative to the place. */
  verityPath: z.string().nullable(),
});
export type Part = z.infer<typeof partSchema>;

export interface Link {
  path: string;
  to: string;
}

/** GRUB's settings: Debian's and Fedora's grub.cfg read them from grubenv. */
export interface Grub {
  /** Relative to the system's root. */
  environmentPath: string;
  variables: Record<string, string>;
  /** Ids and titles in GRUB's menu order. */
  entries: { id: string; title: string; version: string | null }[];
  /** Whether grub.cfg asks for saved_entry and next_entry at all. */
  readsSaved: boolean;
  readsNext: boolean;
}

/** The snapshots that snapper(8) keeps in .snapshots. */
export interface Snapper {
  snapshots: {
    number: number;
    /** btrfs subvolume id, null when it could not be read. */
    subvolumeId: string | null;
    date: string | null;
    description: string;
  }[];
  /** Id of the subvolume that is mounted where none is named; null when it could not be read. */
  defaultSubvolumeId: string | null;
}

export interface Survey {
  parts: Part[];
  /** Symbolic links in the directories of extensions, in the system's place. */
  links: Link[];
  /** What Lifeboat moved aside earlier. */
  aside: Pick<Part, 'place' | 'path' | 'sizeBytes' | 'fingerprint'>[];
  grub: Grub | null;
  snapper: Snapper | null;
  /** Oldest first. */
  records: RunRecord[];
}

export const emptySurvey: Survey = {
  parts: [],
  links: [],
  aside: [],
  grub: null,
  snapper: null,
  records: [],
};

/**
 * Inspection in two halves. The tool collects *facts*: file names, texts, tool output that passed
 * its schema, and what it could not look at. This folder assembles them into the machine: entries in
 * the loader's order, images, extensions, versions, problems. It is pure, so every machine that ever
 * made trouble can stand in a test.
 */
import type { PeFile } from '../boot/pe.ts';
import type { UkiText } from '../boot/uki.ts';
import type { ExtensionFacts, ExtensionScope } from '../extensions/match.ts';
import type { BootPartition, Disk, Image, Loader } from '../model/machine.ts';
import type { RunRecord } from '../model/plan.ts';
import type { Verifications } from './images.ts';
import type { Signs } from './signs.ts';

export interface EntryFacts {
  partition: BootPartition;
  /** Relative to the partition. */
  path: string;
  sizeBytes: number;
  fingerprint: string;
  content:
    /** `isCutOff`: it ends before its headers do, so that nothing in it could be read. */
    | { kind: 'uki'; pe: PeFile | null; texts: UkiText[]; isCutOff?: boolean }
    | { kind: 'type1'; text: string; missingFiles: string[] };
  /** Paths of its companions, relative to the partition: those of all entries before its own. */
  companions: string[];
}

export interface BootFacts {
  entries: EntryFacts[];
  loader: Loader;
  freeBytes: number | null;
  /** Whether the ESP's file system was not closed properly; null or absent when that is not known. */
  isDirty?: boolean | null;
  records: RunRecord[];
}

export interface NotVisible {
  what: string;
  why: 'rights' | 'tool' | 'unreadable';
}

export interface Facts {
  inspectedAt: string;
  /** os-release of the system that is looked at, null when it is only known from its entries. */
  osRelease: string | null;
  architecture: string | null;
  /** What extensions are to be part of; absent, a running system. */
  scope?: ExtensionScope;
  /** Null when the disks were not looked at: then nothing is said to be missing from them. */
  disks: Disk[] | null;
  /** Set where only a part of a disk was given: then too nothing is said to be missing. */
  isPart?: boolean;
  /** System images that are kept as files. */
  imageFiles?: Image[];
  /** What reading images through gave; absent where nobody asked for it. */
  verifications?: Verifications;
  /** Null when no boot partition was found. */
  boot: BootFacts | null;
  extensions: ExtensionFacts[];
  signs: Signs;
  /** What could not be looked at, and why: the `problem.not-visible` sentence's parameters. */
  notVisible: NotVisible[];
}

/**
 * *Signs* are what a machine keeps of its own past beside the boot counters: the journal's last
 * starts, what the kernel saved when it crashed, files with the names that an upgrade uses before it
 * is finished, systems of another kind, the clock and the battery. Each may be absent; nothing is
 * concluded from a sign that could not be looked for.
 */

/** A file or partition whose name says that it is not finished yet. */
export interface Leftover {
  where: 'esp' | 'xbootldr' | 'root' | 'partition';
  /** As found: relative to the boot partition, absolute below a root, a device of a partition. */
  path: string;
  /** The name that it would have got, boot counter included. */
  finalName: string;
  kind: 'boot-file' | 'image' | 'extension' | 'other';
  /** Whether a boot file is all there as far as its headers tell; null for everything else. */
  isWhole: boolean | null;
}

/** A unit that failed, as the journal of one start tells it. */
export interface FailedUnit {
  unit: string;
  /** The journal's own words, one line. */
  message: string;
}

/** One start of the machine in the journal. */
export interface Boot {
  id: string;
  /** ISO 8601, of the first and the last message that was read. */
  startedAt: string;
  endedAt: string;
  /** The kernel's command line, which tells entries apart; null when the journal lacks it. */
  cmdline: string | null;
  /** Whether boot-complete.target was reached or the boot counter was taken away. */
  isFinished: boolean;
  failedUnits: FailedUnit[];
}

/** What the kernel saved of a crash: pstore. */
export interface Crash {
  path: string;
  /** ISO 8601, null when the file system does not tell. */
  at: string | null;
  /** The line that names the crash. */
  line: string;
}

export interface Clock {
  now: string;
  /** The latest time that is known to have passed, ISO 8601, and what tells it. */
  latest: { at: string; path: string } | null;
}

export interface Power {
  /** Of the fullest battery that the machine runs on. */
  capacityPercent: number;
  /** Whether it is charging or on mains. */
  isSupplied: boolean;
  path: string;
}

/** Something that starts in a way that Lifeboat does not judge. */
export interface ForeignSystem {
  name: string;
  path: string;
}

export interface Signs {
  leftovers: Leftover[];
  /** Oldest first. */
  boots: Boot[];
  crashes: Crash[];
  clock: Clock | null;
  power: Power | null;
  foreign: ForeignSystem[];
}

export const noSigns: Signs = {
  leftovers: [],
  boots: [],
  crashes: [],
  clock: null,
  power: null,
  foreign: [],
};

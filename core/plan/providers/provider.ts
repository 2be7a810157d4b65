/**
 * A provider knows one way in which a machine keeps its choice of what starts: systemd-boot's
 * entries and their counters, GRUB's environment block, or a btrfs subvolume. Planning asks it what
 * there is to choose from and how to make something the choice, for good or for one start. What it
 * proposes are ordinary steps, so that preview, journal and undo are the same for all of them.
 */
import type { Machine } from '../../model/machine.ts';
import type { Refusal } from '../../model/plan.ts';
import type { Survey } from '../../model/survey.ts';
import type { Proposal } from '../drafts.ts';

export interface Situation {
  machine: Machine;
  survey: Survey;
}

export interface Candidate {
  id: string;
  name: string;
  /** What starts by itself. */
  isDefault: boolean;
}

export interface Provider {
  /** What can be started through it, the best first; empty where this machine does not work so. */
  list(situation: Situation): Candidate[];
  /** Makes the candidate what starts from now on. */
  planDefault(situation: Situation, id: string): Proposal | Refusal;
  /** Makes the candidate what starts next, and only then. */
  planOnce(situation: Situation, id: string): Proposal | Refusal;
}

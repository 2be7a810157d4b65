/**
 * What happened, in words: the machine's problems turned into at most three sentences and one
 * recommendation, with the evidence one step away. Sentences are ids of core/messages with their
 * parameters, so the screen, the terminal and the voice say the same thing in any language.
 */
import type { Machine, Version } from './model/machine.ts';
import type { Goal } from './model/plan.ts';
import type { Params } from './result.ts';
import type { MessageId } from './messages/en.ts';

export interface Sentence {
  message: MessageId;
  params: Params;
}

export interface Diagnosis {
  /** One to three, the most important first. */
  sentences: Sentence[];
  /** What to do next; null when there is nothing to do or nothing can be done from here. */
  recommendation: { goal: Goal; target: string; reason: Sentence } | null;
  /** Why there is no recommendation; null when there is one. */
  noRecommendation: Sentence | null;
  /** Plain facts that support the sentences: file names, counters, lines of logs. */
  evidence: string[];
}

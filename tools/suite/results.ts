import { formatSeconds } from '../lib/steps.ts';

export interface Skip {
  name: string;
  reason: string;
}
export interface Failure {
  name: string;
  detail: string;
}

/** What one part of the suite (static, unit, app, …) came to. */
export interface PartResult {
  part: string;
  passed: number;
  failures: Failure[];
  skips: Skip[];
  milliseconds: number;
}

/** The summary of a run, its last line `N passed, N failed, N skipped`. */
export function formatSummary(parts: PartResult[]): string {
  const sum = (count: (part: PartResult) => number) =>
    parts.reduce((total, part) => total + count(part), 0);
  const counts = (passed: number, failed: number, skipped: number) =>
    `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
  const width = Math.max(...parts.map(({ part }) => part.length), 0);
  return [
    '',
    'Summary',
    ...parts.map(
      ({ part, passed, failures, skips, milliseconds }) =>
        `  ${part.padEnd(width)}  ${counts(passed, failures.length, skips.length)} (${formatSeconds(milliseconds)})`,
    ),
    ...parts.flatMap(({ skips }) =>
      skips.map(({ name, reason }) => `  skipped: ${name}: ${reason}`),
    ),
    ...parts.flatMap(({ failures }) => failures.map(({ name }) => `  failed: ${name}`)),
    counts(
      sum(({ passed }) => passed),
      sum(({ failures }) => failures.length),
      sum(({ skips }) => skips.length),
    ),
  ].join('\n');
}

export function hasFailed(parts: PartResult[]): boolean {
  return parts.some(({ failures }) => failures.length > 0);
}

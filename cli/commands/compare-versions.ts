import { compareVersions } from '../../core/compare-versions.ts';

type Test = (order: number) => boolean;

const isLower: Test = (order) => order < 0;
const isLowerOrEqual: Test = (order) => order <= 0;
const isEqual: Test = (order) => order === 0;
const isUnequal: Test = (order) => order !== 0;
const isGreaterOrEqual: Test = (order) => order >= 0;
const isGreater: Test = (order) => order > 0;

/** The operators of systemd-analyze(1), compare-versions. */
const operators = new Map<string, Test>([
  ['lt', isLower],
  ['<', isLower],
  ['le', isLowerOrEqual],
  ['<=', isLowerOrEqual],
  ['eq', isEqual],
  ['==', isEqual],
  ['=', isEqual],
  ['ne', isUnequal],
  ['!=', isUnequal],
  ['<>', isUnequal],
  ['ge', isGreaterOrEqual],
  ['>=', isGreaterOrEqual],
  ['gt', isGreater],
  ['>', isGreater],
]);

export const isOperator = (word: string): boolean => operators.has(word);

export interface Comparison {
  a: string;
  b: string;
  /** One of systemd's operators, null to have the order printed. */
  operator: string | null;
}

export interface ComparisonOutcome {
  text: string;
  exitCode: number;
}

/**
 * What systemd-analyze(1) prints for two versions, and its exit code: without an operator 0, 11 or
 * 12 for equal, newer and older; with one nothing, and 0 or 1 for true and false.
 */
export function compareForPerson({ a, b, operator }: Comparison): ComparisonOutcome {
  const order = compareVersions(a, b);
  if (operator !== null) return { text: '', exitCode: operators.get(operator)?.(order) ? 0 : 1 };
  const sign = order < 0 ? '<' : order > 0 ? '>' : '==';
  const quote = (version: string) => (version === '' ? "''" : version);
  return {
    text: `${quote(a)} ${sign} ${quote(b)}\n`,
    exitCode: order < 0 ? 12 : order > 0 ? 11 : 0,
  };
}

/** What the model says in codes beside its English sentences, in the formatter's language. */
import { isMessageId, type DomainFormatter } from '../messages/domain.ts';
import type { Machine, MissingPart, Problem, Version } from '../model/machine.ts';
import { sayUnfit } from './extensions.ts';

/** A missing part as another sentence names it. */
export const nameMissing = ({ kind, why, id }: MissingPart) => ({
  message: `missing.${kind}` as const,
  params: { why, id },
});

export function sayMissingPart(part: MissingPart, say: DomainFormatter): string {
  const { message, params } = nameMissing(part);
  return say(message, params);
}

/** What a version lacks, one item each. */
export const sayMissing = ({ missingParts }: Pick<Version, 'missingParts'>, say: DomainFormatter) =>
  missingParts.map((part) => sayMissingPart(part, say));

/** Why an entry can't start: one of its problems, a code and what it is about. */
export function sayEntryProblem(problem: string, say: DomainFormatter): string {
  const [code = '', ...words] = problem.split(' ');
  const message = `entry-problem.${code}`;
  return isMessageId(message) ? say(message, { what: words.join(' ') }) : problem;
}

/** A problem with what it quotes of an add-on or a version. */
export function sayProblem(problem: Problem, machine: Machine, say: DomainFormatter): string {
  const { code, subject, params, evidence } = problem;
  const message = `problem.${code}` as const;
  if (code === 'extension-unfit') {
    const extension = machine.extensions.find(({ path }) => evidence.includes(path));
    if (extension) return say(message, { ...params, why: sayUnfit(extension, machine.host, say) });
  }
  if (code === 'version-incomplete') {
    const version = machine.versions.find(({ id }) => id === subject);
    if (version) return say(message, { ...params, missing: sayMissing(version, say).join(', ') });
  }
  return say(message, params);
}

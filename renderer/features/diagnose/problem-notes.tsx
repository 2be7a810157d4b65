/** Problems of one thing, where that thing is shown: a shape, a sentence and its evidence each. */
import type { Machine, Problem } from '../../../core/model/machine.ts';
import { useText } from '../../i18n/text.tsx';
import type { BadgeState } from '../../ui/badge.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useProblemSentence } from './use-problem-sentence.ts';
import './problems.css';

const shapes: Record<Problem['severity'], BadgeState> = {
  error: 'bad',
  warning: 'indeterminate',
  info: 'unfit',
};

export function ProblemNotes({
  machine,
  problems,
}: {
  machine: Machine;
  problems: readonly Problem[];
}) {
  if (problems.length === 0) return null;
  return (
    <ul className="plain-list">
      {problems.map((problem, index) => (
        <li key={`${problem.code} ${index}`} className={`problem problem-${problem.severity}`}>
          <ProblemText machine={machine} problem={problem} />
        </li>
      ))}
    </ul>
  );
}

/** How serious it is as a shape and a word, the sentence, and the traces that were found. */
export function ProblemText({ machine, problem }: { machine: Machine; problem: Problem }) {
  const t = useText();
  const sentence = useProblemSentence(machine)(problem);
  return (
    <>
      <StateMark state={shapes[problem.severity]} word={t(`problem.${problem.severity}`)} />
      <p>{sentence}</p>
      {problem.evidence.map((line) => (
        <p key={line} className="mono problem-evidence" lang="en">
          {line}
        </p>
      ))}
    </>
  );
}

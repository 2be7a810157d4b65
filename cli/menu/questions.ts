import { questionListSchema } from '../../core/unlock/question-list.ts';
import { choose, createBack, readResult, runTask, say, tell } from './dialogue.ts';

/** What programs of the system ask, each to be answered when it is chosen. */
export async function answerQuestion(): Promise<void> {
  const list = await readResult(['questions'], questionListSchema);
  if (list === null) return;
  if (list.questions.length === 0) {
    tell(say('text.no-questions'));
    return;
  }
  const choices = list.questions.map(({ id, message, asker }) => ({
    label: `${asker}: ${message}`,
    run: () => runTask(['questions', id]),
  }));
  await choose(say('text.questions'), [...choices, createBack()]);
}

import { fail, ok, type Result } from '../../core/result.ts';
import type { DomainFormatter } from '../../core/messages/domain.ts';
import type { QuestionList } from '../../core/unlock/question-list.ts';
import type { Io } from '../io/io.ts';
import { replyToQuestion, watchQuestions } from '../unlock/password-agent.ts';
import { askPerson } from '../unlock/person.ts';
import { listSystemQuestions, readSystemQuestion } from '../unlock/system-questions.ts';
import type { Command, Outcome } from './command.ts';

/** Lists what programs of the system ask, or answers one of them; QUESTION-01 when it has gone. */
export const questions: Command<'questions'> = ({ id }, io, say) =>
  id === null ? list(say) : answer(id, io, say);

async function list(say: DomainFormatter): Promise<Result<Outcome>> {
  const waiting = (await listSystemQuestions()).map(({ ask: _ask, ...question }) => question);
  const items = waiting.map(({ id, message, asker }) => ({
    mark: '- ',
    text: say('text.question', { id, message, asker }),
  }));
  return ok({
    value: { schema: 'lifeboat.questions/1', questions: waiting } satisfies QuestionList,
    sections: [
      {
        title: say('text.questions'),
        items: items.length > 0 ? items : [{ text: say('text.no-questions') }],
      },
    ],
  });
}

async function answer(id: string, io: Io, say: DomainFormatter): Promise<Result<Outcome>> {
  const found = await readSystemQuestion(id);
  if (found === null) return fail('QUESTION-01');
  const gone = new AbortController();
  const stopWatching = await watchQuestions(({ socket }) => socket === found.ask.socket, {
    onQuestion: () => undefined,
    onGone: () => gone.abort(),
  });
  try {
    const asked = { kind: 'system', retry: false, triesLeft: null } as const;
    const text = await askPerson(io, found.message, asked, gone.signal);
    if (gone.signal.aborted) return fail('QUESTION-01');
    if (text === null) return ok(tell(id, false, say('text.question.left')));
    const secret = Buffer.from(text);
    const replied = await replyToQuestion(found.ask, secret);
    secret.fill(0);
    return replied.ok ? ok(tell(id, true, say('text.question.answered'))) : replied;
  } finally {
    stopWatching();
  }
}

const tell = (id: string, answered: boolean, text: string): Outcome => ({
  value: { schema: 'lifeboat.question/1', id, answered },
  sections: [{ title: null, items: [{ text }] }],
});

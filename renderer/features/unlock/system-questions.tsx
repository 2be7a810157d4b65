/**
 * What other programs of the system ask for, which no job of ours ever answers: the operator opens
 * this view, looks who asks what, and answers one question at a time.
 */
import { useCallback, useEffect, useState } from 'react';
import { questionListSchema, type SystemQuestion } from '../../../core/unlock/question-list.ts';
import { useText } from '../../i18n/text.tsx';
import { useJob, useStores } from '../../state/stores.tsx';
import { Actions, Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SecretForm, type SecretQuestion } from './secret-form.tsx';

export function SystemQuestions({ onBack }: { onBack: () => void }) {
  const t = useText();
  const { jobs } = useStores();
  const [listJobId, setListJobId] = useState<string | null>(null);
  const [answerJobId, setAnswerJobId] = useState<string | null>(null);
  const listJob = useJob(listJobId);
  const answerJob = useJob(answerJobId);

  const look = useCallback(() => jobs.getState().start({ command: 'questions', id: null }), [jobs]);
  const hasAnswered = answerJob?.state === 'done';
  // On arrival, and again when a question was answered.
  useEffect(() => {
    void look().then(setListJobId);
  }, [hasAnswered, look]);

  const list = questionListSchema.safeParse(listJob?.result).data;
  const question = answerJob?.question as SecretQuestion | null | undefined;
  const answer = async ({ id }: SystemQuestion): Promise<void> => {
    setAnswerJobId(await jobs.getState().start({ command: 'questions', id }));
  };
  const leave = (): void => {
    if (answerJob?.state === 'running') void jobs.getState().cancel(answerJob.id);
    onBack();
  };
  return (
    <Screen title={t('questions.title')} lede={<p>{t('questions.lede')}</p>}>
      {[listJob, answerJob].map((job) =>
        job?.failure == null ? null : <FailureNotice key={job.id} failure={job.failure} />,
      )}
      {question == null || answerJob === null ? (
        <div className="stack">
          <p role="status">
            {hasAnswered
              ? t('questions.sent')
              : list?.questions.length === 0
                ? t('questions.none')
                : null}
          </p>
          {list?.questions.map((one) => (
            <Card key={one.id}>
              <p className="large">{one.message}</p>
              <p className="muted">{t('questions.asker', { asker: one.asker })}</p>
              <Actions>
                <Button onPress={() => void answer(one)}>
                  {t('questions.answer', { message: one.message })}
                </Button>
              </Actions>
            </Card>
          ))}
        </div>
      ) : (
        <SecretForm
          question={question}
          onAnswer={(text) => {
            void jobs.getState().answer(answerJob.id, question.id, text);
          }}
        />
      )}
      <Actions>
        <Button onPress={() => void look().then(setListJobId)}>{t('questions.again')}</Button>
        <Button onPress={leave}>{t('questions.back')}</Button>
      </Actions>
    </Screen>
  );
}

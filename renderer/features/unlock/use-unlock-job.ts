/**
 * The dialogue with an `unlock` job. A passphrase or recovery key is typed before the job runs and
 * stays in the field until the job asks; later ones answer the question that is open.
 */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import type { WantedMethod } from '../../../core/unlock/methods.ts';
import type { JobView } from '../../state/job-view.ts';
import { useStores } from '../../state/stores.tsx';
import type { LockedVolume } from '../../state/volumes.ts';

interface UnlockJobOptions {
  volume: LockedVolume;
  method: WantedMethod;
  /** Whether it is opened for writing, which only a change that was planned needs. */
  isWritable: boolean;
  job: JobView | null;
  field: RefObject<HTMLInputElement | null>;
  onJob: (jobId: string | null) => void;
}

/** Starts the job and answers its questions from the field. */
export function useUnlockJob({ volume, method, isWritable, job, field, onJob }: UnlockJobOptions) {
  const { jobs } = useStores();
  const [isWaitingToAnswer, setWaitingToAnswer] = useState(false);
  const answered = useRef<string | null>(null);
  const questionId = job?.question?.id ?? null;
  const jobId = job?.id ?? null;
  const state = job?.state ?? null;

  const answer = useCallback(
    (job: string, question: string) => {
      const input = field.current;
      const name = `${job} ${question}`;
      if (input === null || answered.current === name) return;
      answered.current = name;
      const sent = jobs.getState().answer(job, question, input.value);
      input.value = '';
      void sent;
    },
    [field, jobs],
  );

  useEffect(() => {
    if (!isWaitingToAnswer) return;
    if (jobId !== null && questionId !== null) answer(jobId, questionId);
    if (questionId !== null || (state !== null && state !== 'running')) setWaitingToAnswer(false);
  }, [answer, isWaitingToAnswer, jobId, questionId, state]);

  // A new question, or an end without success, brings the focus back to where one goes on.
  useEffect(() => {
    if (questionId !== null || state === 'failed') field.current?.focus();
  }, [field, questionId, state]);

  const submit = async (): Promise<void> => {
    if (jobId !== null && questionId !== null) {
      answer(jobId, questionId);
      return;
    }
    setWaitingToAnswer(field.current !== null);
    onJob(null);
    try {
      const request = { command: 'unlock', device: volume.path, method } as const;
      const writing = isWritable ? { isWritable } : {};
      onJob(await jobs.getState().start({ ...request, ...writing }));
    } catch (error) {
      setWaitingToAnswer(false);
      throw error;
    }
  };
  return { submit, isWorking: isWaitingToAnswer };
}

/** The two ways out of Unlock: back to where one came from, or on without unlocking. */
export function useLeaveUnlock(job: JobView | null): { cancel: () => void; skip: () => void } {
  const { jobs, navigation, rollback } = useStores();
  const stop = (): void => {
    if (job?.state === 'running') void jobs.getState().cancel(job.id);
  };
  return {
    cancel() {
      stop();
      navigation.getState().back();
    },
    skip() {
      stop();
      rollback.getState().markUnlockOffered();
      navigation.getState().go('go-back');
    },
  };
}

/** Questions of programs that are no jobs of ours, as `lifeboat questions --json` prints them. */
import { z } from 'zod';

export const systemQuestionSchema = z.object({
  /** The name of its file, which is answered by. */
  id: z.string(),
  /** What is asked, in the words of whoever asks. */
  message: z.string(),
  /** The program that asks. */
  asker: z.string(),
  pid: z.number(),
});
export type SystemQuestion = z.infer<typeof systemQuestionSchema>;

export const questionListSchema = z.object({
  schema: z.literal('lifeboat.questions/1'),
  questions: z.array(systemQuestionSchema),
});
export type QuestionList = z.infer<typeof questionListSchema>;

/**
 * What a failure is made of: a short stable code that can be read over the telephone, the parameters
 * of its sentence (core/messages has one sentence per code and language) and the detail that an
 * operator wants to see.
 */
import { z } from 'zod';

/** Every way in which an operation is expected to fail; each has its sentences in core/messages. */
export const failureCodes = [
  'ARGS-01', // unknown command or option, value missing or not understood
  'ARGS-02', // a file named by the caller cannot be read
  'RIGHTS-01', // this needs the privileged service and it is not reachable
  'TOOL-01', // a tool is missing
  'TOOL-02', // a tool failed
  'TOOL-03', // a tool printed what its schema does not allow
  'DISK-01', // no such device, or not a block device of this machine
  'DISK-02', // it could not be mounted or read
  'IMAGE-01', // an image file of a format that is not read here
  'DISK-03', // it could not be opened for writing
  'ESP-01', // no EFI system partition was found
  'ESP-02', // a write on the ESP failed
  'ESP-03', // not enough space on the ESP
  'INSPECT-01', // nothing has the name that is to be explained
  'UNLOCK-01', // not a LUKS volume
  'UNLOCK-02', // wrong passphrase or recovery key, no tries left
  'UNLOCK-03', // cancelled
  'UNLOCK-04', // timed out
  'UNLOCK-05', // the helper failed for another reason
  'UNLOCK-06', // the token's PIN is blocked for good
  'UNLOCK-07', // the token's PIN is blocked until it is pulled out
  'UNLOCK-08', // the token refused the touch
  'UNLOCK-09', // nobody touched the token in time
  'UNLOCK-10', // no token that fits came in time
  'UNLOCK-11', // the token was pulled out, or doesn't answer
  'UNLOCK-12', // the volume wants a PIN and the token has none
  'UNLOCK-13', // the token wants a PIN that the volume can't use
  'UNLOCK-14', // the TPM's measurements differ
  'UNLOCK-15', // the TPM didn't open it for another reason
  'UNLOCK-16', // the token didn't recognise the person
  'UNLOCK-17', // the volume was not set up for this method
  'UNLOCK-18', // the volume is in use and stays open
  'QUESTION-01', // nobody waits for the answer any more
  'PLAN-01', // the target is not known
  'PLAN-02', // the goal cannot be reached: something is missing
  'PLAN-03', // the plan is not well formed
  'PLAN-04', // nothing speaks for one target more than for another: it must be named
  'PLAN-05', // there is nothing of the kind to plan for
  'PLAN-06', // an upgrade cannot be finished: a part of it is missing
  'PLAN-07', // the loader of this machine cannot be told that
  'PLAN-08', // an image is damaged
  'APPLY-01', // the machine changed since the plan was made
  'APPLY-02', // another change is running
  'APPLY-03', // a step failed
  'APPLY-04', // stopped between two steps
  'APPLY-05', // an image was read through and does not have its root hash
  'APPLY-06', // an earlier run was interrupted and is neither finished nor undone
  'APPLY-07', // there is no interrupted run to go on with
  'REPORT-01', // the report could not be written
  'REBOOT-01', // the restart could not be asked for
  'JOB-01', // the command ended without a result
  'READONLY-01', // this window only looks; nothing is changed from it
] as const;

export const failureCodeSchema = z.enum(failureCodes);
export type FailureCode = z.infer<typeof failureCodeSchema>;

const plainParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
/** A part of a sentence that is a message itself, so that it can be said in any language. */
export const phraseSchema = z.object({ message: z.string(), params: plainParamsSchema });
export type Phrase = z.infer<typeof phraseSchema>;

/** Phrases stand where a sentence lists them. */
export const paramsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.array(phraseSchema)]),
);
export type Params = z.infer<typeof paramsSchema>;

export const failureSchema = z.object({
  code: failureCodeSchema,
  params: paramsSchema,
  detail: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

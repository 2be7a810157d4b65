import { z } from 'zod';
import { fail, ok, type Result } from './result.ts';

/** What a tool printed as JSON, in the shape that it should have; TOOL-03 names the tool otherwise. */
export function parseToolJson<T>(schema: z.ZodType<T>, tool: string, json: string): Result<T> {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return fail('TOOL-03', { tool }, String(error));
  }
  const parsed = schema.safeParse(data);
  return parsed.success
    ? ok(parsed.data)
    : fail('TOOL-03', { tool }, z.prettifyError(parsed.error));
}

/**
 * Expected failures are values (failure.ts); exceptions are bugs. Everything returns results, also
 * what has to start at once, so no schema is loaded from here.
 */
import type { Failure, FailureCode, Params } from './failure.ts';

export type { Failure, FailureCode, Params, Phrase } from './failure.ts';

/** A parameter that is a word or a number, as text; undefined where it is missing or a list. */
export function textParam(params: Params | undefined, name: string): string | undefined {
  const value = params?.[name];
  return value === undefined || Array.isArray(value) ? undefined : String(value);
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A success that carries `value`. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** A failure with its code, the parameters of its sentence and the detail for the operator. */
export const fail = (
  code: FailureCode,
  params: Params = {},
  detail = '',
): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, params, detail },
});

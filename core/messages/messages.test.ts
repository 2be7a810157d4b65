import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../result.ts';
import { de } from './de.ts';
import { createDomainFormatter, describeFailure, type MessageId } from './domain.ts';
import { en } from './en.ts';

const ids = Object.keys(en) as MessageId[];
/** The names of a message's parameters, those within plurals and selections too. */
function parameters(message: string): string[] {
  const collect = (token: unknown): string[] => {
    if (!Array.isArray(token)) return [];
    const [name, , branches] = token as [string, string?, object?];
    return [name, ...Object.values(branches ?? {}).flatMap((branch) => collectAll(branch))];
  };
  const collectAll = (tokens: unknown): string[] =>
    Array.isArray(tokens) ? tokens.flatMap(collect) : [];
  return [...new Set(collectAll(compileMessage(message)))].sort();
}

describe.each([
  ['en', en],
  ['de', de],
] as const)('the sentences in %s', (language, catalogue) => {
  const say = createDomainFormatter(language);

  it.each(ids)('%s is a whole text with the parameters of its English one', (id) => {
    expect(parameters(catalogue[id])).toEqual(parameters(en[id]));
    for (const count of [0, 1, 2]) {
      const text = say(id, {
        ...Object.fromEntries(parameters(en[id]).map((name) => [name, `<${name}>`])),
        count,
        left: count,
      });
      expect(text).not.toMatch(/[{}#]|undefined/);
      expect(text.trim()).not.toBe('');
    }
  });

  it.each(failureCodes)('%s tells what happened, what was not changed, and what to do', (code) => {
    const failure = { code, params: { reason: 'incomplete' }, detail: '' };
    const { what, unchanged, next } = describeFailure(say, failure);
    expect(new Set([what, unchanged, next]).size).toBe(3);
  });
});

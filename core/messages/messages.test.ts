import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../failure.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { createDomainFormatter, describeFailure, type MessageId } from './domain.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { isOnTheWay } from './journey.ts';

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

/** The branches of a message's selections, by their codes; those of a plural differ by language. */
function selections(message: string): string[] {
  return [...message.matchAll(/\{(\w+), select, /g)].map(([, name]) => name ?? '').sort();
}

describe.each([
  ['en', en],
  ['de', de],
  ['ar', ar],
  ['ja', ja],
] as const)('the sentences in %s', (language, catalogue: Partial<Record<MessageId, string>>) => {
  const say = createDomainFormatter(language);
  const known = ids.filter((id) => catalogue[id] !== undefined);

  it('are those of the whole way back, and no others than the English ones', () => {
    const isWhole = language === 'en' || language === 'de';
    const wanted = isWhole ? ids : ids.filter(isOnTheWay);
    expect(wanted.filter((id) => catalogue[id] === undefined)).toEqual([]);
    expect(Object.keys(catalogue).filter((id) => !Object.hasOwn(en, id))).toEqual([]);
  });

  it.each(known)('%s is a whole text with the parameters of its English one', (id) => {
    const text = catalogue[id] ?? '';
    expect(parameters(text)).toEqual(parameters(en[id]));
    expect(selections(text)).toEqual(selections(en[id]));
    for (const count of [0, 1, 2, 3, 11]) {
      const said = say(id, {
        ...Object.fromEntries(parameters(en[id]).map((name) => [name, `<${name}>`])),
        count,
        left: count,
      });
      expect(said).not.toMatch(/[{}#]|undefined/);
      expect(said.trim()).not.toBe('');
    }
  });

  const codes = failureCodes.filter((code) => catalogue[`failure.${code}.what`] !== undefined);
  it.each(codes)('%s tells what happened, what was not changed, and what to do', (code) => {
    const failure = { code, params: { reason: 'incomplete' }, detail: '' };
    const { what, unchanged, next } = describeFailure(say, failure);
    expect(new Set([what, unchanged, next]).size).toBe(3);
  });
});

it('keeps what it quotes apart in a line from right to left', () => {
  const say = createDomainFormatter('ar');
  expect(say('failure.DISK-02.what', { device: '/dev/sda' })).toContain('\u2068/dev/sda\u2069');
});

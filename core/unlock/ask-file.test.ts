import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAsk, isExpired, parseAskFile } from './ask-file.ts';

const lines = [
  '[Ask]',
  'PID=647',
  'Socket=/run/systemd/ask-password//sck.b69b35fa82f19822',
  'AcceptCached=1',
  'Echo=0',
  'NotAfter=0',
  'Message=Please enter passphrase for disk volb:',
  'Id=cryptsetup:/dev/loop1',
];
const text = lines.join('\n');
const parse = (changed: string) => {
  const ask = parseAskFile(changed);
  if (ask === null) throw new Error('no question');
  return ask;
};

describe('parseAskFile', () => {
  it('reads a question', () => {
    expect(parseAskFile(text)).toEqual({
      pid: 647,
      socket: '/run/systemd/ask-password//sck.b69b35fa82f19822',
      message: 'Please enter passphrase for disk volb:',
      id: 'cryptsetup:/dev/loop1',
      acceptCached: true,
      notAfterUsec: null,
    });
  });

  it('knows both ways of waiting for ever', () => {
    const until = (value: string) => parse(text.replace('NotAfter=0', `NotAfter=${value}`));
    expect(until('18446744073709551615').notAfterUsec).toBeNull();
    expect(until('1421383982').notAfterUsec).toBe(1421383982n);
  });

  it('gives null for a file that is not complete yet, and never an exception', () => {
    for (const part of ['', '[Ask]', '[Ask]\nPID=0\nSocket=/x', '[Other]\nPID=1\nSocket=/x']) {
      expect(parseAskFile(part)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (any) => void parseAskFile(`[Ask]\nPID=1\n${any}`)));
  });
});

it('drops a question that nobody waits for any more', () => {
  const ask = parse(text.replace('NotAfter=0', 'NotAfter=1000'));
  expect([isExpired(ask, 999n), isExpired(ask, 1000n)]).toEqual([false, true]);
  expect(isExpired(parse(text), 2n ** 62n)).toBe(false);
});

it.each([
  ['Please enter security token PIN:', 'pin'],
  ['Please enter LUKS2 token PIN:', 'pin'],
  ['Please enter TPM2 PIN:', 'tpm2-pin'],
  ['Please enter passphrase or recovery key for disk volr:', 'passphrase'],
])('“%s” asks for a %s', (message, kind) => {
  const withoutId = lines.slice(0, -2).join('\n');
  expect(classifyAsk(parse(`${withoutId}\nMessage=${message}`))).toBe(kind);
});

it('a disk that is named PIN still wants a passphrase', () => {
  expect(classifyAsk(parse(text.replace('volb', 'PIN')))).toBe('passphrase');
});

import { describe, expect, it } from 'vitest';
import { commandArguments, showCommandLine } from './command-line.ts';

describe('commandArguments', () => {
  it('names the command, its object and its options', async () => {
    expect(
      await commandArguments(
        { command: 'unlock', device: '/dev/vda5', method: 'recovery-key' },
        '/',
      ),
    ).toEqual(['unlock', '/dev/vda5', '--method', 'recovery-key']);
    expect(
      await commandArguments({ command: 'plan', goal: 'rollback', target: 'demo_1.0' }, '/'),
    ).toEqual(['plan', 'rollback', '--to', 'demo_1.0']);
  });
});

describe('showCommandLine', () => {
  it('quotes what a shell would take apart', () => {
    expect(showCommandLine(['plan', 'a b', "it's"])).toBe(`lifeboat plan 'a b' 'it'\\''s'`);
  });
});

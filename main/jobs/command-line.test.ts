import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planSchemaId, type Plan } from '../../core/model/plan.ts';
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

  it('leaves out what nobody chose, and asks for writing only where it is wanted', async () => {
    const last = { command: 'plan', goal: 'undo', target: null } as const;
    expect(await commandArguments(last, '/')).toEqual(['plan', 'undo']);
    const unlock = { command: 'unlock', device: '/dev/vda5', method: 'auto' } as const;
    expect(await commandArguments({ ...unlock, isWritable: true }, '/')).toEqual([
      'unlock',
      '/dev/vda5',
      '--method',
      'auto',
      '--writable',
    ]);
  });

  it('hands a plan over as a file, with whoever asks for it as one word', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'command-line-test-'));
    const plan: Plan = {
      schema: planSchemaId,
      goal: 'keep',
      target: 'demo_1.1',
      steps: [],
      warnings: [],
    };
    const [command, file = '', ...rest] = await commandArguments(
      { command: 'apply', plan, operator: '-- Ada' },
      folder,
    );
    expect([command, ...rest]).toEqual(['apply', '--operator=-- Ada']);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(plan);
    await rm(folder, { recursive: true });
  });
});

describe('showCommandLine', () => {
  it('quotes what a shell would take apart', () => {
    expect(showCommandLine(['plan', 'a b', "it's"])).toBe(`lifeboat plan 'a b' 'it'\\''s'`);
  });
});

import { describe, expect, it } from 'vitest';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';

const cli = openLifeboat();

const choose = (...lines: string[]) => cli.run(['menu'], { input: `${lines.join('\n')}\n` });

describe('lifeboat menu', () => {
  it('offers numbered choices on lines of at most 40 characters, and ends with its terminal', async () => {
    const { stdout, exitCode } = await cli.run(['menu'], { input: '' });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1. What happened\n');
    expect(stdout).toContain('6. Restart\n');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
  });

  it('asks again after anything that is no choice', async () => {
    const { stdout } = await choose('nine', '0', '9', ' 3 ');
    expect(stdout.match(/Please type one of the numbers/g)).toHaveLength(3);
    expect(stdout).toContain('no encrypted disk');
  });

  it('runs a task as its own command, then shows the menu again', async () => {
    const { stdout } = await choose('1');
    expect(stdout).toContain('What happened\n-------------\n');
    expect(stdout.match(/^Lifeboat$/gm)).toHaveLength(2);
  });

  it('restarts nothing unless it is told yes', async () => {
    const { stdout } = await choose('6', 'no');
    expect(stdout).toContain('Restart now? Type yes to do it:');
    expect(stdout).toContain('Nothing was done.');
  });

  it('ends at once when the machine is switched off', async () => {
    const child = cli.start(['menu'], ['pipe', 'pipe', 'pipe']);
    const ended = new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
  });
});

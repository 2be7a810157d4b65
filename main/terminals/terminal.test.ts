import { describe, expect, it } from 'vitest';
import { Terminal } from './terminal.ts';

function run(script: string, preface = '') {
  const seen: string[] = [];
  let terminal!: Terminal;
  const exited = new Promise<number>((resolve) => {
    terminal = new Terminal({
      file: '/bin/sh',
      args: ['-c', script],
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
      cols: 80,
      rows: 24,
      preface,
      onData: (data) => seen.push(data),
      onExit: resolve,
    });
  });
  return { terminal, exited, text: () => seen.join('') };
}

describe('Terminal', () => {
  it('shows a late onlooker everything from the preface on', async () => {
    const { terminal, exited } = run('echo first; echo second', '$ job\r\n');
    expect(await exited).toBe(0);
    expect(terminal.attach()).toEqual({
      scrollback: '$ job\r\nfirst\r\nsecond\r\n',
      exitCode: 0,
    });
  });

  it('shows a second onlooker everything once', async () => {
    const { terminal, exited, text } = run('printf first; read line; printf second');
    terminal.attach();
    await expect.poll(text).toBe('first');
    terminal.write('\n');
    await exited;
    const { scrollback } = terminal.attach();
    expect(scrollback.replaceAll(/\s/g, '')).toBe('firstsecond');
    expect(text().replaceAll(/\s/g, '')).toBe('firstsecond');
  });

  it('tells the exit code and the signal that ended the program', async () => {
    expect(await run('exit 7').exited).toBe(7);
    expect(await run('kill -TERM $$').exited).toBe(143);
  });

  it('hands over wide characters whole, however the bytes are cut', async () => {
    const { exited, terminal } = run(String.raw`printf '\342'; sleep 0.05; printf '\202\254'`);
    await exited;
    expect(terminal.attach().scrollback).toBe('€');
  });

  it('pauses a flood that nobody draws, and goes on when it is drawn', async () => {
    const { terminal, exited, text } = run('head -c 6000000 /dev/zero | tr "\\0" x');
    terminal.attach();
    let drawn = 0;
    let hasStalled = false;
    const drawing = setInterval(() => {
      const waiting = text().length - drawn;
      if (waiting > 2_000_000) {
        hasStalled = true;
        expect(waiting).toBeLessThan(2_700_000);
        drawn += waiting;
        terminal.acknowledge(waiting);
      }
    }, 50);
    await exited;
    clearInterval(drawing);
    expect(hasStalled).toBe(true);
    expect(text()).toHaveLength(6_000_000);
  });

  it('takes what is typed and the window’s size', async () => {
    const { terminal, exited } = run('read line; echo "got $line"; stty size');
    terminal.resize(61, 17);
    terminal.write('hello\n');
    expect(await exited).toBe(0);
    expect(terminal.attach().scrollback).toContain('got hello\r\n17 61');
  });
});

/**
 * The journey of the broken upgrade on the real image, in each chain: one start of the machine, and
 * on its way everything that can be asked of the running session.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJourney } from '../../tools/demo/journey.ts';
import { readTargets } from '../../tools/demo/targets.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import { keepEvidence, stopAtFirstFailure } from '../helpers/evidence.ts';

describe.each(readTargets())('the journey in chain $chain', (target) => {
  const journey = createJourney({ passphrase: target.passphrase });
  const lifeboatIsUp = journey.findIndex(({ name }) => name.includes('Lifeboat starts')) + 1;
  let machine: Machine;

  beforeAll(async () => {
    const name = `journey-${target.chain}`;
    machine = await bootMachine({ ...target, name, memoryMiB: 3072 });
  });
  afterAll(() => machine.cutPower());
  keepEvidence(() => machine);
  stopAtFirstFailure();

  it.each(journey.slice(0, lifeboatIsUp))('$name', ({ run }) => run(machine));

  it('the session has no rights, and its browser is sandboxed', async () => {
    const { output, status } = await machine.run(`
      user=$(id -u lifeboat)
      for process in /proc/[0-9]*; do
        [ "$(stat -c %u "$process" 2>/dev/null)" = "$user" ] || continue
        sed -n 's/^CapPrm:\\t0*//p; s/^NoNewPrivs:\\t//p; s/^Seccomp:\\t//p' "$process/status" | tr '\\n' ' '
        readlink "$process/ns/user" | tr '\\n' ' '
        tr '\\0' ' ' <"$process/cmdline" | cut -c 1-4000
        echo
      done
      readlink /proc/1/ns/user`);
    expect(status).toBe(0);
    const lines = output.trim().split('\n').filter(Boolean);
    const initial = lines.pop();
    const sessionProcesses = lines.map((line) => {
      const [capabilities = '', noNewPrivileges, seccomp, namespace, ...command] = line.split(' ');
      return { capabilities, noNewPrivileges, seccomp, namespace, command: command.join(' ') };
    });
    expect(output).not.toContain('--no-sandbox');
    const renderers = sessionProcesses.filter(({ command }) => command.includes('--type=renderer'));
    expect(renderers.length).toBeGreaterThan(0);
    for (const { seccomp, namespace, capabilities } of renderers) {
      expect(capabilities).toBe('');
      expect(seccomp).toBe('2');
      expect(namespace).not.toBe(initial);
    }
    const mains = sessionProcesses.filter(({ command }) => command.includes('main/index.mjs'));
    expect(mains).toMatchObject([{ capabilities: '', noNewPrivileges: '1' }]);
  });

  it('the privileged tool refuses what is not its own', async () => {
    const ask = (argv: string[]) => `
      const socket = require('net').connect('/run/lifeboat/cli.sock');
      socket.on('data', (text) => process.stdout.write(text));
      socket.write(JSON.stringify({ t: 'run', argv: ${JSON.stringify(argv)}, columns: 80, terminal: false, colour: false, language: 'en' }) + '\\n');
      setTimeout(() => process.exit(), 20000).unref();`;
    for (const argv of [['inspect', '--esp', '/'], ['serve'], ['menu'], ['apply', '/etc/passwd']]) {
      const script = `setpriv --reuid=lifeboat --regid=lifeboat --init-groups node -e ${quote(ask(argv))}`;
      const { output } = await machine.run(script);
      expect(output, argv.join(' ')).toMatch(/"t":"exit","code":[1-9]/);
      expect(output).not.toContain('Refused');
      expect(output).not.toContain('root:');
    }
    const stranger = await machine.run(
      `setpriv --reuid=65534 --regid=65534 --clear-groups node -e ${quote(ask(['inspect']))}`,
    );
    expect(stranger.output).toContain('EACCES');
  });

  it('a browser that dies comes back, on the same screen of the same session', async () => {
    const from = machine.journal.records.length;
    await machine.run(`kill -9 $(pgrep -o -f 'chromium.*remote-debugging-pipe')`);
    await machine.waitForJournal(/"screen":"start"/, 60_000, from);
    const { output } = await machine.run('systemctl show -P NRestarts lifeboat-session.service');
    expect(output.trim()).toBe('0');
  });

  it('the text menu waits on the serial line', () => {
    expect(machine.serial.text).toMatch(/what happened/i);
  });

  it.each(journey.slice(lifeboatIsUp))('$name', ({ run }) => run(machine));

  it('the passphrase was neither spoken nor written down, and nobody offered to keep it', () => {
    const spoken = machine.speech.records.map(({ text }) => text).join('\n');
    const everything = [spoken, machine.serial.text, JSON.stringify(machine.journal.records)];
    for (const text of everything) expect(text).not.toContain(target.passphrase);
    expect(spoken).not.toMatch(/save password/i);
    expect(spoken).toMatch(/passphrase for/i);
  });
});

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * `lifeboat apply` ended by SIGKILL at random instants of its work. How often is LIFEBOAT_KILLS, 24
 * without it; `npm run crash-test` does it 500 times.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readEsp } from '../crash/reader.ts';
import { createRandom } from '../crash/replay.ts';
import { collect, openLifeboat, openTestChannel } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory } from '../helpers/machine-directory.ts';

const kills = Number(process.env['LIFEBOAT_KILLS'] ?? 24);
const atOnce = 2;

const cli = openLifeboat();

/** Kills one run some time after it has begun to write; says where it was. */
async function killOnce(delayMs: number, ending: 'resume' | 'undo'): Promise<string> {
  const machine = await createMachineDirectory();
  const place = ['--esp', machine.esp];
  const plan = await cli.run(['plan', 'rollback', '--to', 'demo_1.0', ...place, '--json']);
  const channel = await openTestChannel();
  const child = cli.start(['apply', '-', ...place], ['pipe', 'ignore', 'ignore'], {
    LIFEBOAT_CHANNEL: channel.path,
  });
  const ended = collect(child);
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(plan.stdout);
  await channel.waitFor(
    (event): event is typeof event =>
      event.type === 'step' && event.message === 'job.apply.record' && event.state === 'running',
  );
  await sleep(delayMs);
  child.kill('SIGKILL');
  const { exitCode } = await ended;
  await channel.close();

  const cut = readEsp(machine.esp);
  expect(cut.bootable).toEqual(expect.arrayContaining(['demo_1.0.efi', 'demo_1.1.efi']));
  expect(cut.bootable).toContain(cut.choice);
  const steps = channel.events.flatMap((event) =>
    event.type === 'step' && event.state === 'running' ? [event.message] : [],
  );
  // Not until the killed run's lock is gone, which its child holds a moment longer.
  const run = async (argv: string[], input?: string) => {
    for (;;) {
      const done = await cli.run([...argv, ...place], input === undefined ? {} : { input });
      if (!done.stderr.includes('APPLY-02')) return done;
    }
  };
  if (ending === 'resume') {
    const resumed = await run(['apply', '--resume']);
    if (resumed.exitCode !== 0) {
      expect(resumed.stderr).toContain('APPLY-07');
      const fresh = await cli.run(['plan', 'rollback', '--to', 'demo_1.0', ...place, '--json']);
      expect((await run(['apply', '-'], fresh.stdout)).exitCode).toBe(0);
    }
    expect(readEsp(machine.esp).choice).toBe('demo_1.0.efi');
    expect(await machine.listEntries()).toContain('demo_1.1+0-1.efi');
  } else {
    const undone = await run(['undo']);
    if (undone.exitCode !== 0) expect(undone.stderr).toContain('PLAN-05');
    expect(readEsp(machine.esp).choice).toBe('demo_1.1.efi');
    expect(await machine.listEntries()).toContain('demo_1.1+2-1.efi');
  }
  await machine.remove();
  return exitCode === null ? (steps.at(-1) ?? '') : 'had ended';
}

it(
  `starts after each of ${String(kills)} kills, and is finished or taken back`,
  async () => {
    const random = createRandom(Date.now());
    const places = new Map<string, number>();
    for (let done = 0; done < kills; done += atOnce) {
      const where = await Promise.all(
        Array.from({ length: Math.min(atOnce, kills - done) }, (_each, i) =>
          killOnce(random() * 40, (done + i) % 2 === 0 ? 'resume' : 'undo'),
        ),
      );
      for (const each of where) places.set(each, (places.get(each) ?? 0) + 1);
    }
    expect([...places.keys()].some((place) => place.startsWith('plan.step.'))).toBe(true);
    const list = [...places].map(([place, count]) => `${place} ${String(count)}`).join(', ');
    console.info(`${String(kills)} kills, 0 unbootable (${list})`);
  },
  kills * 20_000,
);

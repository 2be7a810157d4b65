import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineSchema } from '../../core/model/machine.ts';
import { planSchema, recordSchema } from '../../core/model/plan.ts';
import { openLifeboat, collect, openTestChannel } from '../helpers/lifeboat-cli.ts';
import { createMachineDirectory, type MachineDirectory } from '../helpers/machine-directory.ts';

const cli = openLifeboat();
let machine: MachineDirectory;
beforeEach(async () => {
  machine = await createMachineDirectory();
});
afterEach(() => machine.remove());

const makePlan = async (target = 'demo_1.0') =>
  cli.run(['plan', 'rollback', '--to', target, '--esp', machine.esp, '--json']);
const apply = (plan: string) =>
  cli.run(['apply', '-', '--esp', machine.esp, '--json'], { input: plan });
const readConf = () => readFile(join(machine.esp, 'loader/loader.conf'), 'utf8');
const readHistory = async () => {
  const { stdout } = await cli.run(['history', '--esp', machine.esp, '--json']);
  const { records } = JSON.parse(stdout) as { records: unknown[] };
  return records.map((record) => recordSchema.parse(record));
};
const readMachine = async () => {
  const { stdout } = await cli.run(['inspect', '--esp', machine.esp, '--json']);
  return machineSchema.parse(JSON.parse(stdout));
};
const failureOf = (stdout: string) =>
  (JSON.parse(stdout) as { failure?: { code: string; params: object } }).failure;

describe('lifeboat plan', () => {
  it('prints a plan and writes nothing', async () => {
    const before = await machine.listEntries();
    const { stdout, exitCode } = await makePlan();
    expect(exitCode).toBe(0);
    expect(planSchema.strict().parse(JSON.parse(stdout)).steps).toHaveLength(2);
    expect(await machine.listEntries()).toEqual(before);
    expect(await readConf()).toBe('timeout 2\n');
  });

  it('shows a person what is now and what will be', async () => {
    const argv = ['plan', 'rollback', '--to', 'demo_1.0', '--esp', machine.esp];
    const { stdout } = await cli.run(argv);
    expect(stdout).toContain('Now: Demo 1.1 starts.');
    expect(stdout).toContain('Then: Demo 1.0 starts.');
    expect(stdout).toContain('1. Start Demo 1.0 from now on');
  });

  it('refuses a version that is not there, with exit code 1', async () => {
    const { stdout, exitCode } = await makePlan('demo_9');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ refusal: { code: 'PLAN-01' } });
  });
});

describe('lifeboat apply', () => {
  it('makes the version that worked the choice, marks the other one and keeps it', async () => {
    const plan = (await makePlan()).stdout;
    const { stdout, exitCode } = await apply(plan);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'done' });
    expect(await machine.listEntries()).toEqual([
      'demo_1.0.efi',
      'demo_1.1+0-1.efi',
      'lifeboat_0.1.0.efi',
    ]);
    expect(await readConf()).toBe('timeout 2\ndefault demo_1.0.efi\n');
    const after = await readMachine();
    expect(after.versions.find(({ isDefault }) => isDefault)?.id).toBe('demo_1.0');
    expect(after.versions.find(({ id }) => id === 'demo_1.1')?.state).toBe('bad');
  });

  it('leaves a record of what was done, when and why', async () => {
    await apply((await makePlan()).stdout);
    const [record, ...others] = await readHistory();
    expect(others).toEqual([]);
    expect(record).toMatchObject({ outcome: 'done', steps: ['done', 'done'] });
    expect(record?.reasons).toContain('Demo 1.1 was started once and never finished starting.');
  });

  it('does nothing more when the goal is met', async () => {
    await apply((await makePlan()).stdout);
    const again = (await makePlan()).stdout;
    expect(planSchema.parse(JSON.parse(again)).steps).toEqual([]);
    expect((await apply(again)).exitCode).toBe(0);
    expect(await readHistory()).toHaveLength(1);
  });

  it('refuses a plan whose precondition no longer holds, and names it', async () => {
    const plan = (await makePlan()).stdout;
    await writeFile(join(machine.esp, 'loader/loader.conf'), 'default lifeboat*\n');
    const { stdout, exitCode } = await apply(plan);
    expect(exitCode).toBe(1);
    expect(failureOf(stdout)).toMatchObject({
      code: 'APPLY-01',
      params: { subject: 'loader.conf default = unset' },
    });
    expect(await readConf()).toBe('default lifeboat*\n');
  });

  it('refuses a plan for a file whose content was exchanged', async () => {
    const plan = (await makePlan()).stdout;
    const path = join(machine.esp, 'EFI/Linux/demo_1.1+2-1.efi');
    const bytes = await readFile(path);
    bytes[700] = 0x41;
    await writeFile(path, bytes);
    expect(failureOf((await apply(plan)).stdout)?.code).toBe('APPLY-01');
  });

  it('refuses what was changed on its way', async () => {
    const plan = planSchema.parse(JSON.parse((await makePlan()).stdout));
    const [first, second] = plan.steps;
    if (second?.action.kind !== 'rename-entry') throw new Error('no rename in the plan');
    second.action.to = '../../etc/passwd';
    expect(failureOf((await apply(JSON.stringify(plan))).stdout)?.code).toBe('APPLY-01');
    const reordered = { ...plan, steps: [second, first] };
    expect(failureOf((await apply(JSON.stringify(reordered))).stdout)?.code).toBe('APPLY-01');
    expect(await readConf()).toBe('timeout 2\n');
  });

  it.each(['', 'not JSON', '{}', '[]', '{"schema":"lifeboat.plan/2"}'])(
    'refuses %j as a plan',
    async (text) => {
      const { stdout, exitCode } = await apply(text);
      expect([exitCode, failureOf(stdout)?.code]).toEqual([1, 'PLAN-03']);
    },
  );

  it('refuses a plan with words that it does not know', async () => {
    const plan = JSON.parse((await makePlan()).stdout) as object;
    const { stdout } = await apply(JSON.stringify({ ...plan, extra: 1 }));
    expect(failureOf(stdout)?.code).toBe('PLAN-03');
  });

  it('lets one change run at a time', async () => {
    const plan = (await makePlan()).stdout;
    const results = await Promise.all([apply(plan), apply(plan), apply(plan)]);
    const codes = results.map(({ stdout }) => failureOf(stdout)?.code ?? 'done');
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(
      codes.filter((code) => code !== 'done').every((code) => /^APPLY-0[12]$/.test(code)),
    ).toBe(true);
  });

  it('says at which step it failed, and what is true then', async () => {
    const plan = (await makePlan()).stdout;
    // A directory in the way of the new name: the rename must not go over anything.
    await mkdir(join(machine.esp, 'EFI/Linux/demo_1.1+0-1.efi'), { recursive: true });
    const { stdout, exitCode, stderr } = await apply(plan);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'partly-done' });
    expect(stderr).toContain('APPLY-03');
    expect((await readHistory())[0]).toMatchObject({
      outcome: 'partly-done',
      steps: ['done', 'failed'],
    });
  });

  it('tells its steps over the channel, each once running and once done', async () => {
    const channel = await openTestChannel();
    const plan = (await makePlan()).stdout;
    const { stdout } = await cli.run(['apply', '-', '--esp', machine.esp], {
      input: plan,
      env: { LIFEBOAT_CHANNEL: channel.path },
    });
    expect(stdout).toContain('Done. Demo 1.0 starts from now on.');
    const steps = channel.events.flatMap((event) =>
      event.type === 'step' ? [`${event.message} ${event.state}`] : [],
    );
    expect(steps).toEqual([
      'job.apply.check running',
      'job.apply.check done',
      'job.apply.record running',
      'job.apply.record done',
      'plan.step.set-default running',
      'plan.step.set-default done',
      'plan.step.mark-bad running',
      'plan.step.mark-bad done',
      'job.apply.finish running',
      'job.apply.finish done',
    ]);
    expect(channel.events.at(-1)).toMatchObject({ type: 'result', value: { outcome: 'done' } });
    await channel.close();
  });
});

describe('a run that is cut off', () => {
  const delays = [40, 90, 120, 160];

  it.each(delays)(
    'after %d ms leaves a machine that starts, and can be completed',
    async (delayMs) => {
      const plan = (await makePlan()).stdout;
      const child = cli.start(['apply', '-', '--esp', machine.esp], ['pipe', 'ignore', 'ignore']);
      const ended = collect(child);
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(plan);
      await sleep(delayMs);
      child.kill('SIGKILL');
      await ended;

      const cut = await readMachine();
      const choice = cut.versions.find(({ isDefault }) => isDefault);
      expect(choice?.complete).toBe(true);
      expect(choice?.isLifeboat).toBe(false);

      const rest = (await makePlan()).stdout;
      expect((await apply(rest)).exitCode).toBe(0);
      const done = await readMachine();
      expect(done.versions.find(({ isDefault }) => isDefault)?.id).toBe('demo_1.0');
      expect(done.versions.find(({ id }) => id === 'demo_1.1')?.state).toBe('bad');
      expect(await machine.listEntries()).toHaveLength(3);
    },
  );

  it('between two steps is seen by the next look, and closed by the next run', async () => {
    const channel = await openTestChannel();
    const plan = (await makePlan()).stdout;
    const child = cli.start(['apply', '-', '--esp', machine.esp], ['pipe', 'ignore', 'ignore'], {
      LIFEBOAT_CHANNEL: channel.path,
    });
    const ended = collect(child);
    child.stdin?.end(plan);
    await channel.waitFor(
      (event): event is typeof event =>
        event.type === 'step' &&
        event.message === 'plan.step.set-default' &&
        event.state === 'running',
    );
    child.kill('SIGKILL');
    await ended;
    await channel.close();

    const cut = await readMachine();
    expect(cut.problems.map(({ code }) => code)).toContain('run-interrupted');
    const brief = await cli.run(['inspect', '--esp', machine.esp, '--brief']);
    expect(brief.stdout).toContain('A change was interrupted before it was finished.');
    expect((await apply((await makePlan()).stdout)).exitCode).toBe(0);
    const outcomes = (await readHistory()).map(({ outcome }) => outcome);
    expect(outcomes).not.toContain('running');
    expect(outcomes.at(-1)).toBe('done');
  });
});

/**
 * Unlocking in the guest, with the real systemd-cryptsetup and virtual tokens: one start of the
 * machine, and each row of the dialogue through the command. At the end a table of the cases, and a
 * search for the secrets that were typed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeTarget } from '../../tools/demo/make-targets.ts';
import { say } from '../../tools/lib/steps.ts';
import { startMachine, type Machine } from '../../tools/vm/machine.ts';
import { keepEvidence } from '../helpers/evidence.ts';
import { typedSecrets, unlockCases, type UnlockCase } from './unlock-cases.ts';

const bootDeadlineMs = 300_000;
const caseDeadlineMs = 180_000;
const script = readFileSync(join(import.meta.dirname, 'guest/unlock-case.mjs'), 'utf8');

const outcomeSchema = z.object({
  exitCode: z.number().nullable(),
  milliseconds: z.number(),
  rulesLeft: z.number(),
  seen: z.array(z.record(z.string(), z.unknown())),
  output: z.string(),
});
type Outcome = z.infer<typeof outcomeSchema>;

const fits = (seen: Record<string, unknown>, wanted: Record<string, unknown>) =>
  Object.entries(wanted).every(([key, value]) => seen[key] === value);

/** What of `expected` did not come, in its order; empty when all did. */
function findMissing(seen: Outcome['seen'], expected: UnlockCase['expected']) {
  let from = 0;
  return expected.filter((wanted) => {
    const at = seen.findIndex((each, i) => i >= from && fits(each, wanted));
    if (at >= 0) from = at;
    return at < 0;
  });
}

describe('unlocking in the guest', () => {
  let machine: Machine;
  const table: string[] = [];

  /** Closes what a case opened; udev may still hold it for a moment. */
  const close = async (volume: string) => {
    const name = `lifeboat-${volume.replaceAll('-', '_')}`;
    const { output, status } = await machine.run(
      `tries=0
      while [ -e /dev/mapper/${name} ] && [ $tries -lt 10 ]; do
        udevadm settle; cryptsetup close ${name}; tries=$((tries + 1))
      done
      [ ! -e /dev/mapper/${name} ]`,
    );
    expect(status, output).toBe(0);
  };

  const play = async ({ volume, method, token, rules }: UnlockCase): Promise<Outcome> => {
    const device = `/dev/disk/by-partlabel/${volume}`;
    const argv = [
      'unlock',
      device,
      '--json',
      ...(method === undefined ? [] : ['--method', method]),
    ];
    const names = [...new Set(token.map((line) => line.split(' ')[0] ?? ''))];
    const after = names.map((name) => `${name} unplug`);
    const input = { argv, before: token, rules, after, timeoutMs: caseDeadlineMs - 30_000 };
    const { output } = await machine.run(
      `node /run/unlock-case.mjs <<'CASE'\n${JSON.stringify(input)}\nCASE`,
      caseDeadlineMs,
    );
    await close(volume);
    const [, json = '{}'] = /^CASE (\{.*\})$/m.exec(output) ?? [];
    return outcomeSchema.parse(JSON.parse(json));
  };

  beforeAll(async () => {
    const options = { chain: 'volume', profile: 'test', fresh: false } as const;
    const target = await makeTarget({ ...options, casualty: 'security-tokens' });
    machine = await startMachine({ ...target, name: 'unlock', memoryMiB: 2048 });
    await machine.waitForJournal(/MARK session/, bootDeadlineMs);
    // The command is what is looked at here; the screen would take half of the processor.
    await machine.run(`systemctl stop lifeboat-session
      cat >/run/unlock-case.mjs <<'SCRIPT'\n${script}\nSCRIPT`);
  });
  afterAll(async () => {
    say(`\nUnlocking: ${String(table.length)} cases\n${table.join('\n')}`);
    await machine.cutPower();
  });
  keepEvidence(() => machine);

  it.each(unlockCases)('$name', async (unlockCase) => {
    const { name, expected, never = [], exitCode } = unlockCase;
    const outcome = await play(unlockCase);
    const story = JSON.stringify(outcome, null, 1);
    const seconds = (outcome.milliseconds / 1000).toFixed(1).padStart(6);
    table.push(
      `${seconds} s  ${outcome.exitCode === exitCode ? 'as expected' : 'OTHERWISE'}  ${name}`,
    );
    expect(findMissing(outcome.seen, expected), story).toEqual([]);
    for (const wrong of never) {
      expect(
        outcome.seen.filter((each) => fits(each, wrong)),
        story,
      ).toEqual([]);
    }
    expect(outcome.exitCode, story).toBe(exitCode);
    expect(outcome.rulesLeft, story).toBe(0);
  });

  it('a volume that is open is a success, something else is a clear error', async () => {
    const [plain, locked] = ['/dev/disk/by-partlabel/demo_1.0', '/dev/disk/by-partlabel/state'];
    const { output, status } = await machine.run(`lifeboat unlock ${plain} --method passphrase`);
    expect([status, output]).toEqual([1, expect.stringContaining('UNLOCK-01')]);
    const [passphrase = ''] = typedSecrets.filter((secret) => secret.includes(' '));
    const open = `printf '%s\\n' '${passphrase}' | lifeboat unlock ${locked} --method passphrase`;
    expect((await machine.run(`${open} && ${open}`)).status).toBe(0);
    const { output: readOnly } = await machine.run('cat /sys/class/block/dm-*/ro | tail -n 1');
    expect(readOnly.trim()).toBe('1');
    expect((await machine.run(`lifeboat lock ${locked}`)).status).toBe(0);
  });

  it('what was typed is nowhere: journal, processes, files in memory, disk', async () => {
    const journal = JSON.stringify(machine.journal.records);
    for (const secret of typedSecrets) expect(journal).not.toContain(secret);
    const patterns = typedSecrets.map((secret) => `-e '${secret}'`).join(' ');
    const { output } = await machine.run(
      `grep -raF --exclude=unlock-case.mjs --exclude-dir=lifeboat-test -l ${patterns} /run /tmp /var 2>/dev/null
       cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -vF grep | grep -cF ${patterns}
       grep -caF ${patterns} /dev/disk/by-partlabel/esp`,
      120_000,
    );
    expect(output.trim().split('\n')).toEqual(['0', '0']);
  });
});

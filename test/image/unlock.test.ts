/**
 * Unlocking in the guest, with the real systemd-cryptsetup, virtual tokens and a security chip: one
 * start of the machine, and each row of the dialogue, at the screen by keys and ear, and through the
 * command. At the end a table of the cases, and a search for the secrets that were typed.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeTarget } from '../../tools/demo/make-targets.ts';
import { demoPassphrase, demoRecoveryKey } from '../../tools/image/locked-volume.ts';
import { makeStick } from '../../tools/image/stick.ts';
import { say } from '../../tools/lib/steps.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import { plugStick } from '../../tools/vm/stick.ts';
import { keepEvidence } from '../helpers/evidence.ts';
import { chooseRows } from '../helpers/rows.ts';
import { isOnDisk, searchDevices, searchGuest, searchWords } from './unlock-canary.ts';
import { pin, unlockCases, wrongPin, type UnlockCase } from './unlock-cases.ts';
import {
  groupDisk,
  groupExtension,
  groupVolume,
  makeGroupDisk,
  removeGroupDisk,
} from './unlock-group-disk.ts';
import { chipCases, chipPin, enrolElsewhere, wrongChipPin } from './unlock-chip-cases.ts';
import { screenCases, screenVolumes } from './unlock-screen-cases.ts';
import { chooseVolume, playAtScreen, reachUnlock } from './unlock-screen.ts';

const bootDeadlineMs = 300_000;
const caseDeadlineMs = 180_000;
const script = readFileSync(join(import.meta.dirname, 'guest/unlock-case.mjs'), 'utf8');
const secrets = [pin, wrongPin, chipPin, wrongChipPin, demoPassphrase, demoRecoveryKey];
/** How the recovery key is typed at the screen. */
secrets.push(demoRecoveryKey.replaceAll('-', ' '));

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

const mappingOf = (volume: string) => `/dev/mapper/lifeboat-${volume.replaceAll('-', '_')}`;
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('unlocking in the guest', () => {
  let machine: Machine;
  let stick: string;
  let stickDigest: string;
  let isStickIn = false;
  /** Once for all cases: whichever is played first, at the screen or through the command. */
  const plugStickIn = async () => {
    if (!isStickIn) await plugStick(machine.qmp, stick);
    isStickIn = true;
  };
  const cases = chooseRows('unlocking at the screen', screenCases);
  const volumes = screenVolumes.filter((name) => cases.some(({ volume }) => volume === name));
  const table: string[] = [];
  const note = (
    way: 'screen' | 'command',
    milliseconds: number,
    isRight: boolean,
    name: string,
  ) => {
    const seconds = (milliseconds / 1000).toFixed(1).padStart(6);
    table.push(`${seconds} s  ${isRight ? 'as expected' : 'OTHERWISE  '}  «${way}» ${name}`);
  };

  beforeAll(async () => {
    const options = { chain: 'volume', profile: 'test', fresh: false } as const;
    const target = await makeTarget({ ...options, casualty: 'security-tokens' });
    machine = await bootMachine({ ...target, name: 'unlock', memoryMiB: 2048, hasTpm: true });
    stick = join(machine.runDir, 'stick.raw');
    await makeStick(target.toolsTree, stick, { 'keys/recovery.txt': `${demoRecoveryKey}\n` });
    stickDigest = digest(stick);
    await machine.waitForJournal(/MARK session/, bootDeadlineMs);
    // Lifeboat looks at the disks when its session starts, so it starts once more after this.
    const { output, status } = await machine.run(enrolElsewhere);
    expect(status, output).toBe(0);
    // A snapshot that is brought back meets a clock that went on, and each watchdog would bite.
    await machine.run('systemctl service-watchdogs no; echo 0 >/proc/sys/kernel/watchdog');
    const from = machine.journal.records.length;
    await machine.run('systemctl restart lifeboat-session');
    await machine.waitForJournal(/"screen":"start"/, bootDeadlineMs, from);
    await machine.waitForJournal(/"state":"done","msg":"job ended"/, bootDeadlineMs, from);
    await reachUnlock(machine);
    for (const [index, volume] of volumes.entries()) {
      await chooseVolume(
        machine,
        volume,
        index === 0 ? ['Tab', 'Shift+Tab'] : ['Shift+Tab', 'Tab'],
      );
      await machine.saveSnapshot(volume);
    }
  });
  afterAll(async () => {
    say(`\nUnlocking: ${String(table.length)} cases\n${table.join('\n')}`);
    await machine.cutPower();
  });
  keepEvidence(() => machine);

  describe('at the screen', () => {
    // Each begins at a snapshot, so one whose words came too late can be heard again.
    it.each(cases)('$name', { retry: 1 }, async (screenCase) => {
      const { name, volume, ends, never } = screenCase;
      await machine.loadSnapshot(volume);
      const spokenFrom = machine.speech.records.length;
      const { outcome, milliseconds, story } = await playAtScreen(machine, screenCase, plugStickIn);
      const isOpen = (await machine.run(`[ -b ${mappingOf(volume)} ]`)).status === 0;
      const isRight = isOpen === (ends === 'unlocked') && outcome === jobEnds[ends];
      note('screen', milliseconds, isRight, name);
      const text = story.join('\n');
      appendFileSync(join(machine.runDir, 'dialogues.txt'), `# ${name}\n${text}\n\n`);
      expect([outcome, isOpen], text).toEqual([jobEnds[ends], ends === 'unlocked']);
      const spoken = machine.speech.records.slice(spokenFrom).map((record) => record.text);
      if (never !== undefined) expect(spoken.filter((each) => never.test(each))).toEqual([]);
      // The next case begins anew, so what this one left behind can be seen only now.
      expect(await searchGuest(machine, secrets)).toEqual([]);
    });
  });

  describe('through the command', () => {
    /** Closes what a case opened; udev may still hold it for a moment. */
    const close = async (volume: string) => {
      const mapping = mappingOf(volume);
      const { output, status } = await machine.run(
        `tries=0
        while [ -e ${mapping} ] && [ $tries -lt 10 ]; do
          udevadm settle; cryptsetup close ${mapping}; tries=$((tries + 1))
        done
        [ ! -e ${mapping} ]`,
      );
      expect(status, output).toBe(0);
    };

    const play = async ({ volume, method, hasStick, prepare, token, rules }: UnlockCase) => {
      if (hasStick === true) await plugStickIn();
      if (prepare !== undefined) {
        const { output, status } = await machine.run(prepare);
        expect(status, output).toBe(0);
      }
      const device = `/dev/disk/by-partlabel/${volume}`;
      const way = method === undefined ? [] : ['--method', method];
      const argv = ['unlock', device, '--json', ...way];
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
      // The command is what is looked at here; the screen would take half of the processor.
      await machine.run(`systemctl stop lifeboat-session
        cat >/run/unlock-case.mjs <<'SCRIPT'\n${script}\nSCRIPT`);
      for (const volume of screenVolumes) await close(volume);
    });

    const commandCases = chooseRows('unlocking through the command', [
      ...unlockCases,
      ...chipCases,
    ]);
    it.each(commandCases)('$name', async (unlockCase) => {
      const { name, expected, never = [], exitCode } = unlockCase;
      const outcome = await play(unlockCase);
      const story = JSON.stringify(outcome, null, 1);
      note('command', outcome.milliseconds, outcome.exitCode === exitCode, name);
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
      const open = `${typePassphrase} | lifeboat unlock ${locked} --method passphrase`;
      expect((await machine.run(`${open} && ${open}`)).status).toBe(0);
      const devices = [mappingOf('state'), '/dev/disk/by-partlabel/esp'];
      expect(await searchDevices(machine, secrets, devices)).toEqual([]);
      expect((await machine.run(`lifeboat lock ${locked}`)).status).toBe(0);
    });

    it('opened for reading, then for writing, then locked', async () => {
      const device = '/dev/disk/by-partlabel/touch';
      const open = (flag: string) =>
        machine.run(
          `${typePassphrase} | lifeboat unlock ${device} --method passphrase ${flag} &&
          cat /sys/class/block/$(basename $(readlink -f ${mappingOf('touch')}))/ro`,
        );
      expect((await open('')).output).toMatch(/reading only.*\n1\n$/s);
      expect((await open('--writable')).output).toMatch(/can be written to.*\n0\n$/s);
      const { output } = await machine.run(`lifeboat lock ${device}; ls ${mappingOf('touch')}`);
      expect(output).toMatch(/locked again.*No such file/s);
      const again = await machine.run(`lifeboat lock ${device}`);
      expect([again.status, again.output]).toEqual([0, expect.stringContaining('locked already')]);
    });

    it('a volume group in a disk is opened with it, looked into, and closed with it', async () => {
      const made = await machine.run(makeGroupDisk(demoPassphrase), caseDeadlineMs);
      expect(made.status, made.output).toBe(0);
      const open = (flag: string) =>
        machine.run(
          `${typePassphrase} | lifeboat unlock ${groupDisk} --method passphrase ${flag} &&
          cat /sys/class/block/$(basename $(readlink -f ${groupVolume}))/ro`,
        );
      expect((await open('')).output).toMatch(/open: vault\/.*vault\/.*\n1\n$/s);
      // The root volume is mounted and its extension found; the tree of disks has both volumes.
      const seen = (await machine.run('lifeboat inspect --json')).output;
      for (const each of [groupVolume, '/dev/mapper/vault-my--home', groupExtension])
        expect(seen).toContain(each);
      expect((await open('--writable')).output).toMatch(/can be written to.*\n0\n$/s);
      const { output } = await machine.run(`lifeboat lock ${groupDisk}; ls /dev/mapper`);
      expect(output).toContain('locked again');
      expect(output).not.toMatch(/vault|lifeboat-lvm/);
      expect((await machine.run(removeGroupDisk)).status).toBe(0);
    });
  });

  describe('afterwards', () => {
    it('what was typed is nowhere in the guest, and was never said or logged', async () => {
      expect(await searchGuest(machine, secrets)).toEqual([]);
      expect(searchWords(machine, secrets)).toEqual([]);
    });

    it('nor on the disk as the host sees it, and the stick was only read', async () => {
      await machine.cutPower();
      expect(await isOnDisk(machine, secrets)).toBe(false);
      expect(digest(stick)).toBe(stickDigest);
    });
  });
});

/** How the job ends. */
const jobEnds = { unlocked: 'done', locked: 'cancelled' } as const;

const typePassphrase = `printf '%s\\n' '${demoPassphrase}'`;

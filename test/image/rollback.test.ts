/**
 * Casualties of the demo machine, each from the start that goes wrong to the next one that does not.
 * What is asked of Lifeboat is asked as its session asks it: by the unprivileged user, through the
 * one program that may. The journey by ear is in journey.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appliedSchema, historySchema } from '../../core/model/history.ts';
import { demoReportLine, demoReportSchema, type DemoReport } from '../../tools/demo/demo-report.ts';
import { makeTarget } from '../../tools/demo/make-targets.ts';
import { startMachine, type Machine } from '../../tools/vm/machine.ts';
import { keepEvidence, stopAtFirstFailure } from '../helpers/evidence.ts';
import { chooseRows } from '../helpers/rows.ts';

/** How the machine comes to Lifeboat. */
type Way =
  /** A version that fails asks for it, or nothing else is left. */
  | 'by itself'
  /** The loader's choice does not start; the person switches off and on until another one is tried. */
  | 'after power cycles'
  /** The machine runs, and somebody wants to know what happened. */
  | 'from the running system';

interface Journey {
  /** The casualty. */
  name: string;
  isTypical?: true;
  way: Way;
  /** Whether what helps lies on the locked disk, which is then unlocked for writing. */
  opensDisk?: true;
  /** What `inspect` says of it first. */
  says: RegExp;
  /** The command lines of `lifeboat` that help, each a plan that is applied. */
  goals: string[];
  /** The loader has helped itself, so the plan is empty and nothing is there to record. */
  isHelped?: true;
  after: { version: string; files: RegExp[]; extension: string | null };
}

const good = { version: '1.0', extension: 'network-tools-1.0' };
const journeys: Journey[] = [
  {
    name: 'counters-exhausted',
    way: 'from the running system',
    says: /1\.1 was started 3 times/,
    goals: ['rollback'],
    isHelped: true,
    after: { ...good, files: [/^demo_1\.0\.efi$/, /^demo_1\.1\+0-3\.efi$/] },
  },
  {
    name: 'interrupted-upgrade',
    isTypical: true,
    way: 'after power cycles',
    says: /upgrade/i,
    goals: ['undo-upgrade'],
    after: { ...good, files: [/^demo_1\.0\.efi$/] },
  },
  {
    name: 'wrong-extension',
    isTypical: true,
    way: 'from the running system',
    opensDisk: true,
    says: /built for.*1\.1/,
    goals: ['extension'],
    after: { ...good, files: [/^demo_1\.0\.efi$/, /^demo_1\.1\+0-3\.efi$/] },
  },
  {
    name: 'corrupt-image',
    way: 'by itself',
    says: /1\.1/,
    goals: ['rollback --to demo_1.0'],
    after: { ...good, files: [/^demo_1\.0\.efi$/, /^demo_1\.1\+0-\d\.efi$/] },
  },
  {
    name: 'full-esp',
    way: 'by itself',
    says: /1\.1 was started/,
    goals: ['rollback --to demo_1.0'],
    after: { ...good, files: [/^demo_1\.0\.efi$/, /^demo_1\.1\+0-\d\.efi$/] },
  },
  {
    name: 'nothing-boots',
    way: 'by itself',
    says: /None of the versions/,
    goals: ['rollback --to demo_1.0'],
    after: { ...good, files: [/^demo_1\.0\.efi$/, /^demo_1\.1\+0-3\.efi$/] },
  },
  {
    name: 'bad-lifeboat-upgrade',
    way: 'by itself',
    says: /1\.1 was started/,
    goals: ['rollback --to demo_1.0'],
    after: { ...good, files: [/^demo_1\.0\.efi$/, /^lifeboat_0\.1\.0\.efi$/] },
  },
];

/** What the command does is looked at here; the screen would take half of the processor. */
const kernelWords = 'lifeboat.session=off';
const bootDeadlineMs = 300_000;
const bootCounterTries = 3;

describe.each(chooseRows('casualties', journeys))('$name', (journey) => {
  const { name: casualty, way, opensDisk, says, goals, isHelped, after } = journey;
  let machine: Machine;
  let passphrase: string;
  let serialFrom = 0;
  let restartedAt = 0;

  beforeAll(async () => {
    const options = { chain: 'volume', profile: 'test', fresh: false } as const;
    const target = await makeTarget({ ...options, casualty });
    passphrase = target.passphrase;
    machine = await startMachine({ ...target, name: casualty, memoryMiB: 2048, kernelWords });
  });
  afterAll(() => machine.cutPower());
  keepEvidence(() => machine);
  stopAtFirstFailure();

  const waitForSerial = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const found = await machine.waitForSerial(pattern, bootDeadlineMs, serialFrom);
    serialFrom = machine.serial.text.length;
    return found;
  };
  const enterPassphrase = async (): Promise<void> => {
    await waitForSerial(/passphrase/i);
    machine.serial.write(`${passphrase}\n`);
  };
  const expectReport = async (): Promise<DemoReport> => {
    const [, json = ''] = await waitForSerial(demoReportLine);
    return demoReportSchema.parse(JSON.parse(json));
  };
  /** Runs a script as the session's user; its output, of which nothing may be an error. */
  const asPerson = async (script: string): Promise<string> => {
    const user = 'setpriv --reuid=lifeboat --regid=lifeboat --init-groups --no-new-privs';
    const { output, status } = await machine.run(`${user} bash -c ${quote(script)} 2>&1`, 120_000);
    expect(status, output).toBe(0);
    return output;
  };

  it(`comes to Lifeboat ${way}`, async () => {
    if (way === 'after power cycles') {
      for (let tries = 0; tries < bootCounterTries; tries += 1) {
        await waitForSerial(/Shell>/);
        await machine.qmp.execute('system_reset');
      }
    }
    if (way !== 'by itself') {
      await enterPassphrase();
      expect((await expectReport()).version).toBe('1.0');
      await machine.run('/usr/lib/demo/call-lifeboat');
    } else if (casualty !== 'nothing-boots' && casualty !== 'corrupt-image') {
      await enterPassphrase();
    }
    await waitForSerial(/Type a number/);
  });

  if (opensDisk) {
    it('opens the disk for writing', async () => {
      const unlock = 'lifeboat unlock /dev/disk/by-partlabel/state --writable --method passphrase';
      await asPerson(`printf '%s\\n' '${passphrase}' | ${unlock}`);
    });
  }

  it('says what happened', async () => {
    expect(await asPerson('lifeboat inspect --brief')).toMatch(says);
  });

  it.each(goals)('plans and applies: %s', async (goal) => {
    const plan = `lifeboat plan ${goal} --json`;
    const json = await asPerson(`set -o pipefail; ${plan} | lifeboat apply - --json`);
    const { outcome, record } = appliedSchema.parse(JSON.parse(json));
    expect(outcome).toBe('done');
    expect(record === null).toBe(isHelped === true);
    const { records } = historySchema.parse(JSON.parse(await asPerson('lifeboat history --json')));
    expect(records.at(-1)?.id).toBe(record?.id);
  });

  it('starts the version that works, with its extension', async () => {
    restartedAt = serialFrom = machine.serial.text.length;
    await asPerson('lifeboat reboot');
    await enterPassphrase();
    const report = await expectReport();
    expect(report.version).toBe(after.version);
    expect(report.verity).toBe('verified');
    for (const file of after.files)
      expect(report.files).toContainEqual(expect.stringMatching(file));
    const merged = report.extensions.find(({ hierarchy }) => hierarchy === '/usr')?.extensions;
    expect(String(merged)).toBe(after.extension);
  });

  it(`tells there ${isHelped ? 'nothing' : 'once'} of what was changed`, async () => {
    const told = /Lifeboat, \d{4}-\d\d-\d\d .* UTC/;
    await machine.run('systemctl is-system-running --wait', bootDeadlineMs);
    if (isHelped) expect(machine.serial.text.slice(restartedAt)).not.toMatch(told);
    else await machine.waitForSerial(told, bootDeadlineMs, restartedAt);
    const { output } = await machine.run('ls /efi/lifeboat/records /var/lib/lifeboat/records');
    const records = output.match(/^\d.*\.json$/gm) ?? [];
    const count = isHelped ? 0 : goals.length;
    // What was open for writing has a copy, so the name is there twice.
    expect(records.length - new Set(records).size).toBe(opensDisk ? count : 0);
    expect(new Set(records).size).toBe(count);
  });
});

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

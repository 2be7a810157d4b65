/**
 * The journey of the broken upgrade, as a person makes it with the keyboard and their ears: the
 * machine starts the version that fails, Lifeboat comes up, says what happened, the disk is
 * unlocked, the version that worked is chosen, and the machine starts it — now and the time after.
 * Each step ends when the guest itself reports that it did. `npm start` without a display walks it,
 * and so does the image test.
 */
import { CommandError } from '../lib/errors.ts';
import type { Machine } from '../vm/machine.ts';
import { findByEar, listen, pressAndListen } from './by-ear.ts';
import { demoReportSchema, findUntrue } from './demo-report.ts';

export interface JourneyStep {
  name: string;
  run(machine: Machine): Promise<void>;
}

export interface JourneyOptions {
  /** The passphrase of the demo machine's state volume. */
  passphrase: string;
}

const bootDeadlineMs = 240_000;
const screenDeadlineMs = 60_000;

/** The steps of the journey, in order; each throws a `CommandError` when it does not come about. */
export function createJourney({ passphrase }: JourneyOptions): JourneyStep[] {
  let serialFrom = 0;
  let journalFrom = 0;

  const waitForScreen = async (machine: Machine, screen: string): Promise<void> => {
    await machine.waitForJournal(new RegExp(`"screen":"${screen}"`), screenDeadlineMs, journalFrom);
    journalFrom = machine.journal.records.length;
  };
  const waitForJob = async (machine: Machine, ended: RegExp): Promise<void> => {
    await machine.waitForJournal(ended, screenDeadlineMs, journalFrom);
  };
  const enterPassphrase = async (machine: Machine): Promise<void> => {
    await machine.waitForSerial(/passphrase/i, bootDeadlineMs, serialFrom);
    serialFrom = machine.serial.text.length;
    await machine.type(`${passphrase}\n`);
  };
  const expectDemo = async (machine: Machine): Promise<void> => {
    const [, json = ''] = await machine.waitForSerial(
      /DEMO-REPORT (\{.*\})/,
      bootDeadlineMs,
      serialFrom,
    );
    serialFrom = machine.serial.text.length;
    const untrue = findUntrue(demoReportSchema.parse(JSON.parse(json)));
    if (untrue.length > 0) {
      throw new CommandError(
        `After the rollback it is not true that ${untrue.join(', nor that ')}. The machine reports: ${json}`,
      );
    }
  };

  return [
    { name: 'The machine starts version 1.1 and asks for its passphrase', run: enterPassphrase },
    {
      name: 'Version 1.1 does not come up, and Lifeboat starts',
      run: async (machine) => {
        await machine.waitForJournal(/"screen":"start"/, bootDeadlineMs);
        journalFrom = machine.journal.records.length;
      },
    },
    {
      name: 'Super+Alt+S turns on speech',
      run: async (machine) => {
        await machine.press('Super+Alt+S');
        await machine.waitForSpeech(/screen reader on/i, screenDeadlineMs);
        await listen(machine, machine.speech.records.length);
      },
    },
    {
      name: 'Lifeboat says what happened',
      run: async (machine) => {
        await findByEar(machine, /what happened.*button/i);
        const from = machine.speech.records.length;
        await machine.press('Return');
        await waitForScreen(machine, 'what-happened');
        await machine.waitForSpeech(/1\.1/, screenDeadlineMs, from);
      },
    },
    {
      name: 'The recommended way leads to the locked disk',
      run: async (machine) => {
        await findByEar(machine, /go back to .*1\.0.*button/i);
        await machine.press('Return');
        await waitForScreen(machine, 'unlock');
      },
    },
    {
      name: 'The passphrase unlocks the disk',
      run: async (machine) => {
        await findByEar(machine, /passphrase.*(password|entry)/i);
        await machine.type(`${passphrase}\n`);
        await waitForJob(machine, /"event":"result"/);
        await waitForScreen(machine, 'go-back');
      },
    },
    {
      name: 'What will change is shown, and nothing happens on Enter alone',
      run: async (machine) => {
        await findByEar(machine, /go back to .*1\.0.*button/i);
        const words = await pressAndListen(machine, 'Return');
        if (!/cancel|keep/i.test(words)) {
          throw new CommandError(`The question does not begin at its safe answer: ${words}`);
        }
      },
    },
    {
      name: 'The machine is set back to version 1.0',
      run: async (machine) => {
        await findByEar(machine, /go back to .*1\.0.*button/i);
        journalFrom = machine.journal.records.length;
        await machine.press('Return');
        await waitForJob(machine, /"job ended".*"state":"done"|"state":"done".*"job ended"/);
      },
    },
    {
      name: 'The machine restarts',
      run: async (machine) => {
        await findByEar(machine, /restart.*button/i);
        await machine.press('Return');
        await waitForScreen(machine, 'restart');
        await findByEar(machine, /restart.*button/i);
        serialFrom = machine.serial.text.length;
        await machine.press('Return');
        await enterPassphrase(machine);
      },
    },
    { name: 'Version 1.0 runs, and 1.1 is kept and marked bad', run: expectDemo },
    {
      name: 'Version 1.0 runs again after one more restart',
      run: async (machine) => {
        await machine.run('systemctl --no-block reboot');
        await enterPassphrase(machine);
        await expectDemo(machine);
      },
    },
  ];
}

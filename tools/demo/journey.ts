/**
 * The journey of the broken upgrade, as a person makes it with the keyboard and their ears: the
 * machine starts the version that fails, Lifeboat comes up, says what happened, the disk is
 * unlocked, the version that worked is chosen, and the machine starts it — now and the time after.
 * Each step ends when the guest itself reports that it did. `npm start` without a display walks it,
 * and so does the image test.
 */
import { CommandError } from '../lib/errors.ts';
import type { Machine } from '../vm/machine.ts';
import { findByEar, listen, pressAndListen, type Listener } from './by-ear.ts';
import { demoReportLine, demoReportSchema, findUntrue } from './demo-report.ts';

export interface JourneyStep {
  name: string;
  run(machine: Machine): Promise<void>;
}

export interface JourneyOptions {
  /** The passphrase of the demo machine's state volume. */
  passphrase: string;
}

const bootDeadlineMs = 240_000;
const screenDeadlineMs = 120_000;

const ear = (machine: Machine): Listener => ({
  press: (chord) => machine.press(chord),
  heard: () => machine.speech.records,
});

/** The steps of the journey, in order; each throws a `CommandError` when it does not come about. */
export function createJourney({ passphrase }: JourneyOptions): JourneyStep[] {
  let serialFrom = 0;
  let journalFrom = 0;

  /** Waits for a line of the application's log, from the last one that was waited for on. */
  const waitForLog = async (machine: Machine, line: RegExp): Promise<void> => {
    const record = await machine.waitForJournal(line, screenDeadlineMs, journalFrom);
    journalFrom = machine.journal.records.indexOf(record) + 1;
  };
  const waitForScreen = (machine: Machine, screen: string): Promise<void> =>
    waitForLog(machine, new RegExp(`"screen":"${screen}"`));
  const waitForJob = (machine: Machine): Promise<void> =>
    waitForLog(machine, /"state":"done","msg":"job ended"/);
  const activate = async (machine: Machine, wanted: RegExp): Promise<void> => {
    await findByEar(ear(machine), wanted);
    await machine.press('Return');
  };
  const enterPassphrase = async (machine: Machine): Promise<void> => {
    await machine.waitForSerial(/passphrase/i, bootDeadlineMs, serialFrom);
    serialFrom = machine.serial.text.length;
    // Over the line that asked: the demo system may ask before it has found its keyboard.
    machine.serial.write(`${passphrase}\n`);
  };
  const expectDemo = async (machine: Machine): Promise<void> => {
    const [, json = ''] = await machine.waitForSerial(demoReportLine, bootDeadlineMs, serialFrom);
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
        await waitForJob(machine);
      },
    },
    {
      name: 'Super+Alt+S turns on speech',
      run: async (machine) => {
        await machine.press('Super+Alt+S');
        await machine.waitForSpeech(/screen reader on/i, screenDeadlineMs);
        await listen(ear(machine), machine.speech.records.length);
      },
    },
    {
      name: 'Lifeboat says what happened',
      run: async (machine) => {
        const from = machine.speech.records.length;
        await activate(machine, /see what happened.*button/i);
        await waitForScreen(machine, 'what-happened');
        await machine.waitForSpeech(/1\.1 was started/, screenDeadlineMs, from);
      },
    },
    {
      name: 'The recommended way leads to the locked disk',
      run: async (machine) => {
        await activate(machine, /go back to demo 1\.0.*button/i);
        await waitForScreen(machine, 'unlock');
      },
    },
    {
      name: 'The passphrase unlocks the disk',
      run: async (machine) => {
        await findByEar(ear(machine), /passphrase for/i);
        await machine.type(`${passphrase}\n`);
        await waitForJob(machine);
        await activate(machine, /go on.*demo 1\.0.*button/i);
        await waitForScreen(machine, 'go-back');
        await waitForJob(machine);
      },
    },
    {
      name: 'What will change is shown, and nothing happens on Enter alone',
      run: async (machine) => {
        await findByEar(ear(machine), /go back to demo 1\.0.*button/i);
        const from = machine.speech.records.length;
        await machine.press('Return');
        await machine.waitForSpeech(/cancel.*button/i, screenDeadlineMs, from);
        // Enter cancels, and the focus is on the button again.
        await pressAndListen(ear(machine), 'Return');
      },
    },
    {
      name: 'The machine is set back to version 1.0',
      run: async (machine) => {
        await pressAndListen(ear(machine), 'Return');
        const from = machine.speech.records.length;
        await activate(machine, /go back to demo 1\.0.*button/i);
        await waitForJob(machine);
        await machine.waitForSpeech(/done: demo 1\.0 starts/i, screenDeadlineMs, from);
      },
    },
    {
      name: 'The machine restarts',
      run: async (machine) => {
        await activate(machine, /restart this machine.*button/i);
        await waitForScreen(machine, 'restart');
        serialFrom = machine.serial.text.length;
        await activate(machine, /restart now.*button/i);
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

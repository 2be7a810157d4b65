/**
 * The journey of a casualty, as a person makes it with the keyboard and their ears: the machine comes
 * to Lifeboat, Lifeboat says what happened, the disk is unlocked, what helps is chosen and done, and
 * the machine starts the version that works — now and the time after. What differs between casualties
 * stands in stories.ts. Each step ends when the guest itself reports that it did. `npm start` without a display walks it,
 * and so does the image test.
 */
import { CommandError } from '../lib/errors.ts';
import type { Machine } from '../vm/machine.ts';
import { findByEar, listen, pressAndListen, type Listener } from './by-ear.ts';
import { demoReportLine, demoReportSchema, findUntrue } from './demo-report.ts';
import { brokenUpgrade, type Arrival, type Path, type Story } from './stories.ts';

export interface JourneyStep {
  name: string;
  run(machine: Machine): Promise<void>;
}

export interface JourneyOptions {
  /** The passphrase of the demo machine's state volume. */
  passphrase: string;
  story?: Story;
  /** Whether it ends with the first start that is as it should be. */
  isShort?: boolean;
}

const bootDeadlineMs = 240_000;
const screenDeadlineMs = 120_000;
const bootCounterTries = 3;

const ear = (machine: Machine): Listener => ({
  press: (chord) => machine.press(chord),
  heard: () => machine.speech.records,
});

/** The steps of the journey, in order; each throws a `CommandError` when it does not come about. */
export function createJourney({
  passphrase,
  story = brokenUpgrade,
  isShort = false,
}: JourneyOptions): JourneyStep[] {
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
    const untrue = findUntrue(demoReportSchema.parse(JSON.parse(json)), story.after);
    if (untrue.length > 0) {
      throw new CommandError(
        `At the end it is not true that ${untrue.join(', nor that ')}. The machine reports: ${json}`,
      );
    }
  };

  const { arrival, asksFirst, path, says, button, done } = story;

  /** Finds the field of the locked disk and types its passphrase; ends when the disk is open. */
  const unlock = async (machine: Machine): Promise<void> => {
    await findByEar(ear(machine), /passphrase for/i);
    await machine.type(`${passphrase}\n`);
    await waitForJob(machine);
  };
  const goOn = async (machine: Machine): Promise<void> => {
    await activate(machine, /go on\W.*(demo|add-on).*button/i);
    await waitForScreen(machine, 'go-back');
    await waitForJob(machine);
  };

  const arrivals: Record<Arrival, JourneyStep[]> = {
    'by itself': asksFirst
      ? [
          {
            name: 'The machine starts version 1.1 and asks for its passphrase',
            run: enterPassphrase,
          },
        ]
      : [],
    'after power cycles': [
      {
        name: 'Version 1.1 does not start, and the machine is switched off and on',
        run: async (machine) => {
          for (let tries = 0; tries < bootCounterTries; tries += 1) {
            await machine.waitForSerial(/Shell>/, bootDeadlineMs, serialFrom);
            serialFrom = machine.serial.text.length;
            await machine.qmp.execute('system_reset');
          }
        },
      },
    ],
    'from the running system': [],
  };
  const callFromSystem: JourneyStep = {
    name: 'Version 1.0 runs, and somebody starts Lifeboat from there',
    run: async (machine) => {
      await enterPassphrase(machine);
      await machine.waitForSerial(demoReportLine, bootDeadlineMs, serialFrom);
      await machine.run('/usr/lib/demo/call-lifeboat');
    },
  };
  const paths: Record<Path, JourneyStep[]> = {
    recommended: [
      {
        name: 'The recommended way leads to the locked disk',
        run: async (machine) => {
          await activate(machine, button);
          await waitForScreen(machine, 'unlock');
        },
      },
      {
        name: 'The passphrase unlocks the disk',
        run: async (machine) => {
          await unlock(machine);
          await goOn(machine);
        },
      },
    ],
    'recommended after unlocking': [
      {
        name: 'The disk is unlocked, and Lifeboat says more',
        run: async (machine) => {
          await activate(machine, /unlock a disk.*button/i);
          await waitForScreen(machine, 'unlock');
          await unlock(machine);
          await activate(machine, /see what happened.*button/i);
          await waitForScreen(machine, 'what-happened');
        },
      },
      {
        name: 'The recommended way has to write to the disk, so it is unlocked once more',
        run: async (machine) => {
          await activate(machine, button);
          await waitForScreen(machine, 'go-back');
          await waitForJob(machine);
          await activate(machine, /unlock .* for writing.*button/i);
          await waitForScreen(machine, 'unlock');
          await unlock(machine);
          await goOn(machine);
        },
      },
    ],
    chosen: [
      {
        name: 'The other way is found under “Go back”, and leads to the locked disk',
        run: async (machine) => {
          await activate(machine, /\bgo back\W+button/i);
          await waitForScreen(machine, 'go-back');
          await activate(machine, button);
          await waitForScreen(machine, 'unlock');
        },
      },
      {
        name: 'The passphrase unlocks the disk',
        run: async (machine) => {
          await unlock(machine);
          await goOn(machine);
        },
      },
    ],
  };

  return [
    ...arrivals[arrival],
    ...(arrival === 'by itself' ? [] : [callFromSystem]),
    {
      name:
        asksFirst && arrival === 'by itself'
          ? 'Version 1.1 does not come up, and Lifeboat starts'
          : 'Lifeboat starts',
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
        await machine.waitForSpeech(says, screenDeadlineMs, from);
      },
    },
    ...paths[path],
    {
      name: 'What will change is shown, and nothing happens on Enter alone',
      run: async (machine) => {
        await findByEar(ear(machine), button);
        const from = machine.speech.records.length;
        await machine.press('Return');
        await machine.waitForSpeech(/cancel.*button/i, screenDeadlineMs, from);
        // Enter cancels, and the focus is on the button again.
        await pressAndListen(ear(machine), 'Return');
      },
    },
    {
      name: 'The change is made, step by step',
      run: async (machine) => {
        await pressAndListen(ear(machine), 'Return');
        const from = machine.speech.records.length;
        await activate(machine, button);
        await waitForJob(machine);
        await machine.waitForSpeech(done, screenDeadlineMs, from);
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
    { name: 'Version 1.0 runs, and all is as it should be', run: expectDemo },
    ...(isShort
      ? []
      : [
          {
            name: 'Version 1.0 runs again after one more restart',
            run: async (machine: Machine) => {
              await machine.run('systemctl --no-block reboot');
              await enterPassphrase(machine);
              await expectDemo(machine);
            },
          },
        ]),
  ];
}

/*
 * `npm start`: sets up what is missing, builds what has changed, and shows the demo machine, whose
 * upgrade went wrong. With a display it opens a window (the production image; the person does the
 * rest). Without one, or with --headless, it walks the journey by itself on the test image, a line
 * and a picture for each step.
 */
import { createJourney } from './demo/journey.ts';
import { findStory, type Arrival } from './demo/stories.ts';
import { type Chain, defaultCasualty, makeTarget } from './demo/make-targets.ts';
import { listCasualties, readCasualty } from './image/casualty.ts';
import type { Target } from './demo/targets.ts';
import { walkJourney } from './demo/walk.ts';
import { buildApp } from './lib/build-app.ts';
import { CommandError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { say } from './lib/steps.ts';
import { prepareHost } from './setup/host.ts';
import { prepareNodePty } from './setup/node-pty.ts';
import { bootMachine } from './vm/boot.ts';
import { startMachine } from './vm/machine.ts';
import { windowDisplay } from './vm/qemu.ts';
import { stayUp } from './vm/stay.ts';

const usage =
  'use `npm start -- [--casualty NAME] [--chain volume|stub] [--headless] [--fresh] [--stay]`.';

const demoMemoryMiB = 3072;

function readChain(word: string): Chain {
  if (word === 'volume' || word === 'stub') return word;
  throw new CommandError(`There is no chain "${word}".`, 'use --chain volume or --chain stub.');
}

function checkCasualty(word: string): string {
  const known = listCasualties();
  if (known.includes(word)) return word;
  throw new CommandError(`There is no casualty "${word}".`, `use one of: ${known.join(', ')}.`);
}

function readOptions() {
  const { values, positionals } = parseOptions(
    {
      casualty: { type: 'string', default: defaultCasualty },
      chain: { type: 'string', default: 'volume' },
      headless: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      stay: { type: 'boolean', default: false },
    },
    usage,
  );
  if (positionals.length > 0) throw new CommandError(`What is "${positionals[0] ?? ''}"?`, usage);
  return {
    ...values,
    chain: readChain(values.chain),
    casualty: checkCasualty(values.casualty),
  };
}

const arrivalWords: Record<Arrival, string> = {
  'by itself': 'It comes to Lifeboat by itself, in a minute or two without KVM.',
  'after power cycles':
    'It does not start: reset it (Machine, Reset) until it does, then choose Lifeboat in the boot menu.',
  'from the running system': 'To come to Lifeboat, choose it in the boot menu.',
};

async function showWindow(target: Target, casualty: string): Promise<void> {
  const machine = await startMachine({
    ...target,
    name: 'start',
    memoryMiB: demoMemoryMiB,
    window: true,
  });
  say('');
  say(`The demo machine is on. ${(await readCasualty(casualty)).summary}`);
  say(`${arrivalWords[findStory(casualty).arrival]} From there it is yours: read what`);
  say('happened, unlock the disk, choose what helps, restart.');
  say(`  the disk's passphrase: ${target.passphrase}`);
  say('  speech on or off: Super+Alt+S. Closing the window ends the machine.');
  await machine.untilEnd();
}

async function showSteps(target: Target, casualty: string, stay: boolean): Promise<void> {
  const machine = await bootMachine({ ...target, name: 'demo', memoryMiB: demoMemoryMiB });
  try {
    const { passphrase } = target;
    await walkJourney(createJourney({ passphrase, story: findStory(casualty) }), machine);
    const { peakMemoryMiB, cpuSeconds, secondsSinceStart } = await machine.statistics();
    say(
      `  the machine ran ${secondsSinceStart.toFixed(0)} s, ${cpuSeconds.toFixed(0)} s of processor time, at most ${String(peakMemoryMiB)} MiB`,
    );
    say('The journey is complete: the machine runs the version that worked. Pictures: out/demo/');
  } catch (error) {
    if (stay && machine.isRunning) {
      say(error instanceof Error ? error.message : String(error));
      await stayUp(machine);
    }
    throw error;
  } finally {
    await machine.cutPower();
  }
}

await runCommand(async () => {
  const options = readOptions();
  await prepareHost(['build', 'images']);
  await prepareNodePty();
  await buildApp({ fresh: options.fresh });
  const hasDisplay = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  const isHeadless = options.headless || !hasDisplay;
  if (isHeadless && !options.headless)
    say('  no display here: the journey walks by itself, pictures go to out/demo/');
  const target = await makeTarget({ ...options, profile: isHeadless ? 'test' : 'production' });
  if (isHeadless) await showSteps(target, options.casualty, options.stay);
  else if (windowDisplay(target.toolsTree) === undefined)
    throw new CommandError('QEMU of the tools tree can open no window.', 'use --headless.');
  else await showWindow(target, options.casualty);
});

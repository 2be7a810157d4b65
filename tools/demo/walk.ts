import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '../lib/errors.ts';
import { outDir } from '../lib/paths.ts';
import { step } from '../lib/steps.ts';
import type { Machine } from '../vm/machine.ts';
import type { JourneyStep } from './journey.ts';

const pictureDir = join(outDir, 'demo');

/** `03-the-disk-is-unlocked.png` for the third step. */
export function pictureName(number: number, name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9.]+/g) ?? [];
  return `${String(number).padStart(2, '0')}-${words.join('-')}.png`;
}

/** Walks a journey, a line and a picture in out/demo for each step; the first failure ends it. */
export async function walkJourney(journey: JourneyStep[], machine: Machine): Promise<void> {
  await rm(pictureDir, { recursive: true, force: true });
  await mkdir(pictureDir, { recursive: true });
  for (const [index, stage] of journey.entries()) {
    const { name } = stage;
    const picture = join(pictureDir, pictureName(index + 1, name));
    try {
      await step(name, () => stage.run(machine));
    } catch (error) {
      if (machine.isRunning) await machine.screenshot(picture);
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(
        `The demonstration stopped at "${name}".\n${error.message}`,
        `look at ${picture}; \`npm start -- --headless --stay\` keeps the machine at this point.`,
      );
    }
    await settle(machine);
    await machine.screenshot(picture);
  }
}

/** Waits until the screen shows what the last key brought about; a blinking caret may never rest. */
async function settle(machine: Machine): Promise<void> {
  const restless = 6;
  let last: string | undefined;
  for (let look = 0; look < restless; look++) {
    await new Promise((wake) => setTimeout(wake, 500));
    const digest = (await machine.look())?.digest;
    if (digest !== undefined && digest === last) return;
    last = digest;
  }
}

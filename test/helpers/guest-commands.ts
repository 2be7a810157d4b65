/** What image tests ask of a guest's root shell again and again. */
import { expect } from 'vitest';
import { appliedSchema, type Applied } from '../../core/model/history.ts';
import type { Machine } from '../../tools/vm/machine.ts';

const defaultTimeoutMs = 400_000;
const vendor = '4a67b082-0a4c-41cf-b6c7-440b29bb8c4f';

/** Runs a script that must succeed; gives what it printed. */
export async function runInGuest(
  machine: Machine,
  script: string,
  timeoutMs = defaultTimeoutMs,
): Promise<string> {
  const { output, status } = await machine.run(script, timeoutMs);
  expect(status, output.slice(-2000)).toBe(0);
  return output;
}

/** Plans a goal on the guest's machine and carries it out. */
export async function applyInGuest(machine: Machine, goal: string): Promise<Applied> {
  const json = await runInGuest(
    machine,
    `lifeboat plan ${goal} --json >/run/plan.json && lifeboat apply /run/plan.json --json`,
  );
  return appliedSchema.parse(JSON.parse(json));
}

/** The text of one of the boot loader's EFI variables, empty where it is not set. */
export async function readLoaderVariable(machine: Machine, name: string): Promise<string> {
  const file = `/sys/firmware/efi/efivars/${name}-${vendor}`;
  const script = `if [ -e ${file} ]; then cat ${file} | tail -c +5 | tr -d '\\0'; fi`;
  return (await runInGuest(machine, script)).trim();
}

/** Looks for what was typed where it must not be: in the guest, in its words, on its disk. */
import { join } from 'node:path';
import { execa } from 'execa';
import type { Machine } from '../../tools/vm/machine.ts';

const searchDeadlineMs = 180_000;

/** A bash function that prints the secrets: in an argument, a search would find itself. */
const defineSecrets = (secrets: readonly string[]): string =>
  `secrets() { cat <<'SECRETS'\n${secrets.join('\n')}\nSECRETS\n}\n`;

async function search(machine: Machine, script: string): Promise<string[]> {
  const { output } = await machine.run(script, searchDeadlineMs);
  return output.split('\n').filter(Boolean);
}

/**
 * Where in the running guest a secret stands: files in memory, arguments and environments of
 * processes. Empty when nowhere. What the tests themselves
 * bring is left out, and the extension's own image, which nothing can write to.
 */
export const searchGuest = (machine: Machine, secrets: readonly string[]): Promise<string[]> =>
  search(
    machine,
    `${defineSecrets(secrets)}
    grep -raFl --exclude=unlock-case.mjs --exclude-dir={lifeboat-test,extensions} -f <(secrets) /run /tmp /var 2>/dev/null
    grep -zaFl -f <(secrets) /proc/[0-9]*/{cmdline,environ} 2>/dev/null`,
  );

/** Which of the guest's block devices a secret stands on. */
export const searchDevices = (
  machine: Machine,
  secrets: readonly string[],
  devices: readonly string[],
): Promise<string[]> =>
  search(
    machine,
    `${defineSecrets(secrets)}
    for device in ${devices.join(' ')}; do
      [ -b $device ] || echo "there is no $device"
      grep -qaF -f <(secrets) $device && echo "$device"
    done`,
  );

/** Which of the secrets stand in what the guest said: aloud, letter by letter too, and in its logs. */
export function searchWords(machine: Machine, secrets: readonly string[]): string[] {
  const spoken = machine.speech.records.filter(({ kind }) => kind !== 'STOP');
  const words = [
    spoken.map(({ text }) => text).join('\n'),
    spoken.map(({ text }) => text).join(''),
    JSON.stringify(machine.journal.records),
    machine.serial.text,
  ];
  return secrets.filter((secret) => words.some((text) => text.includes(secret)));
}

/** Whether one of the secrets stands on the disk as the host sees it. The guest must be off. */
export async function isOnDisk(machine: Machine, secrets: readonly string[]): Promise<boolean> {
  const { exitCode } = await execa(
    'grep',
    ['-qaF', '-f', '-', join(machine.runDir, 'disk.qcow2')],
    {
      input: secrets.join('\n'),
      reject: false,
    },
  );
  if (exitCode !== 0 && exitCode !== 1) throw new Error('the disk could not be searched');
  return exitCode === 0;
}

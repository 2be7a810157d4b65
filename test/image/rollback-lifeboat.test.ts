/**
 * Lifeboat's own upgrade. The new one lies in the second place and is on trial; once it has served its
 * first request it takes the first place, and the one before keeps the second and can still be started.
 * A new one that is not whole is in rollback.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTarget } from '../../tools/demo/make-targets.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import type { Machine } from '../../tools/vm/machine.ts';
import { keepEvidence, stopAtFirstFailure } from '../helpers/evidence.ts';

const bootDeadlineMs = 300_000;
/** What an upgrade of the casualty brings, and what was there before. */
const [newVersion, oldVersion] = ['99.0', '0.1.0'];

describe('an upgrade of Lifeboat', () => {
  let machine: Machine;
  let journalFrom = 0;

  beforeAll(async () => {
    const options = { chain: 'volume', profile: 'test', fresh: false } as const;
    const target = await makeTarget({ ...options, casualty: 'lifeboat-upgrade' });
    machine = await bootMachine({ ...target, name: 'lifeboat-upgrade', memoryMiB: 2048 });
  });
  afterAll(() => machine.cutPower());
  keepEvidence(() => machine);
  stopAtFirstFailure();

  const run = async (script: string): Promise<string[]> => {
    const { output, status } = await machine.run(script, 60_000);
    expect(status, output).toBe(0);
    return output.trim().split('\n');
  };
  /** The version that runs, where its volume was found, and whether its entry is on trial. */
  const waitForLifeboat = async () => {
    await machine.waitForJournal(/MARK session/, bootDeadlineMs, journalFrom);
    const [version = '', place = '', trial = ''] = await run(`
      . /usr/lib/os-release && echo "$VERSION_ID"
      cat /run/lifeboat-boot/place
      ls /sys/firmware/efi/efivars | grep -c LoaderBootCountPath || true`);
    return { version, place, isOnTrial: trial === '1' };
  };
  /** The labels of the volumes as they stand on the disk, in its order, read with libblkid. */
  const readLabels = () =>
    run(`for part in $(ls -v /dev/vda[0-9]*); do blkid -p -s PART_ENTRY_NAME -o value $part; done |
      grep ^lifeboat`);
  const readEntries = () =>
    run(`mkdir -p /run/look && mount -o ro /dev/disk/by-partlabel/esp /run/look &&
      ls /run/look/EFI/Linux; umount /run/look`);
  const restart = async (script = 'true') => {
    journalFrom = machine.journal.records.length;
    await run(`${script}; systemctl --no-block reboot`);
  };

  it('starts the new Lifeboat from the second place', async () => {
    const running = await waitForLifeboat();
    expect(running).toEqual({ version: newVersion, place: 'lifeboat-ext-new', isOnTrial: true });
  });

  it('keeps it once it has served a request', async () => {
    await machine.waitForJournal(/has started well and is kept/, bootDeadlineMs);
    expect(await readLabels()).toEqual([
      ...['lifeboat-ext-new', 'lifeboat-ext-new-verity', 'lifeboat-ext', 'lifeboat-ext-verity'],
    ]);
    expect(await readEntries()).toContain(`lifeboat_${newVersion}.efi`);
  });

  it('starts it from the first place the next time, no longer on trial', async () => {
    await restart();
    const running = await waitForLifeboat();
    expect(running).toEqual({ version: newVersion, place: 'lifeboat-ext', isOnTrial: false });
  });

  it('can still start the one before, which takes nothing back', async () => {
    await restart(`bootctl set-oneshot lifeboat_${oldVersion}.efi`);
    const running = await waitForLifeboat();
    expect(running).toEqual({ version: oldVersion, place: 'lifeboat-ext-new', isOnTrial: false });
    await run('lifeboat inspect --brief');
    expect((await readLabels()).slice(-2)).toEqual(['lifeboat-ext', 'lifeboat-ext-verity']);
  });
});

import { describe, expect, it } from 'vitest';
import {
  brokenUpgrade,
  createEntryFacts,
  createMachine,
  partition,
} from '../../test/helpers/facts.ts';
import type { Disk, Machine, Partition } from '../model/machine.ts';
import { lifeboatPlaces, planSettling } from './settle.ts';

const rootHash = 'ab'.repeat(32);

const createPartition = (label: string, i: number): Partition =>
  partition({ path: `/dev/vda${String(i + 1)}`, label, partUuid: `uuid-${String(i + 1)}` });

const createDisk = (labels: string[]): Disk => ({
  ...{ path: '/dev/vda', model: null, serial: null, sizeBytes: 1 << 20, transport: null },
  ...{ removable: false, readOnly: false, tableType: 'gpt', gpt: null },
  partitions: labels.map(createPartition),
});

const both = ['lifeboat-ext', 'lifeboat-ext-verity'].flatMap((label) => [
  label,
  label.replace('ext', 'ext-new'),
]);

/** A machine that was started by the Lifeboat in `file`. */
function createTrial(file: string, labels = both): Machine {
  const own = createEntryFacts(file);
  const machine = createMachine([...brokenUpgrade(), own]);
  return {
    ...machine,
    disks: [createDisk(labels)],
    entries: machine.entries.map((entry) => ({
      ...entry,
      isSelected: entry.path === own.path,
      cmdline: `quiet lifeboat.volume=${rootHash}`,
    })),
  };
}

describe('settling', () => {
  it('lets the volumes change places and takes the counter', () => {
    const settling = planSettling(createTrial('lifeboat_2.0+2-1.efi'), lifeboatPlaces.trial);
    expect(settling).toMatchObject({
      version: '2.0',
      volume: { disk: { path: '/dev/vda' }, data: '/dev/vda2', hash: '/dev/vda4', rootHash },
      rename: {
        from: 'EFI/Linux/lifeboat_2.0+2-1.efi',
        to: 'EFI/Linux/lifeboat_2.0.efi',
      },
    });
    expect(settling?.volume?.changes).toEqual([
      { partUuid: 'uuid-2', from: 'lifeboat-ext-new', to: 'lifeboat-ext' },
      { partUuid: 'uuid-1', from: 'lifeboat-ext', to: 'lifeboat-ext-new' },
      { partUuid: 'uuid-4', from: 'lifeboat-ext-new-verity', to: 'lifeboat-ext-verity' },
      { partUuid: 'uuid-3', from: 'lifeboat-ext-verity', to: 'lifeboat-ext-new-verity' },
    ]);
  });

  it.each([lifeboatPlaces.settled, null])('only takes the counter where it lies in %s', (place) => {
    const settling = planSettling(createTrial('lifeboat_2.0+2-1.efi'), place);
    expect(settling).toMatchObject({ volume: null, rename: { from: /\+2-1/ } });
  });

  it('has nothing to do where the Lifeboat that runs is not on trial', () => {
    // The one before lies in the second place now, and must not take the first one back.
    expect(planSettling(createTrial('lifeboat_2.0.efi'), lifeboatPlaces.trial)).toBeNull();
    const machine = createTrial('lifeboat_2.0+2-1.efi');
    const entries = machine.entries.map((entry) => ({ ...entry, isSelected: false }));
    expect(planSettling({ ...machine, entries }, lifeboatPlaces.trial)).toBeNull();
  });

  it('leaves all as it is where it is not clear which volume is meant', () => {
    const plan = (labels: string[]) =>
      planSettling(createTrial('lifeboat_2.0+2-1.efi', labels), lifeboatPlaces.trial);
    expect(plan([...both, 'lifeboat-ext-new'])).toBeNull();
    expect(plan(['lifeboat-ext', 'lifeboat-ext-verity'])).toBeNull();
    expect(plan(['lifeboat-ext-new'])).toBeNull();
    expect(plan(['lifeboat-ext-new', 'lifeboat-ext-new-verity'])?.volume?.changes).toHaveLength(2);
  });
});

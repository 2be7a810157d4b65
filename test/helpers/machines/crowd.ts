/** A machine with more of everything than a person can read: 200 versions, 500 add-ons, 64 disks. */
import { machineSchema, type Machine, type Version } from '../../../core/model/machine.ts';
import {
  makeDisk,
  makeEntry,
  makeExtension,
  makeImage,
  makePartition,
  makeVersion,
} from './parts.ts';
import { makeWorkshop } from './workshop.ts';

const count = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index));

const counters = [null, { left: 3, done: 0 }, { left: 1, done: 2 }, { left: 0, done: 3 }];

const lacksRoot: Partial<Version> = {
  complete: false,
  missing: ['the root file system (PARTLABEL=root)'],
  missingParts: [{ kind: 'root', why: 'absent', id: 'PARTLABEL=root' }],
};

/** The machine, made anew for each caller. */
export function makeCrowd(): Machine {
  const entries = count(200, (index) =>
    makeEntry(`demo_${String(400 - index)}.efi`, {
      title: `Demo ${String(400 - index)}`,
      isDefault: index === 0,
      counter: counters[index % counters.length] ?? null,
    }),
  );
  return machineSchema.parse({
    ...makeWorkshop(),
    entries,
    versions: entries.map((entry, index) => makeVersion(entry, index % 25 === 24 ? lacksRoot : {})),
    extensions: count(500, (index) =>
      makeExtension(`tool-${String(index)}`, {
        release: { ID: 'demo', VERSION_ID: String(index) },
        matches: false,
        reason: 'version-mismatch',
        fitsVersions: index > 200 && index <= 400 ? [`demo_${String(index)}`] : [],
      }),
    ),
    images: count(200, (index) =>
      makeImage(`demo_${String(400 - index)}`, { usedBy: [`demo_${String(400 - index)}.efi`] }),
    ),
    disks: count(64, (disk) =>
      makeDisk(`/dev/sd${String(disk)}`, {
        model: `Disk ${String(disk + 1)}`,
        partitions: count(16, (part) =>
          makePartition(`/dev/sd${String(disk)}p${String(part + 1)}`, {
            label: `part ${String(part + 1)}`,
            fsType: 'ext4',
          }),
        ),
      }),
    ),
    problems: [],
  } satisfies Machine);
}

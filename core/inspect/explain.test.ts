import { describe, expect, it } from 'vitest';
import {
  brokenUpgrade,
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../../test/helpers/facts.ts';
import { createDomainFormatter, sayInEnglish } from '../messages/domain.ts';
import { problemCodes } from '../model/problem-codes.ts';
import { explain } from './explain.ts';
import { findNear } from './near.ts';

const [old, fresh] = [createRootHash('a'), createRootHash('b')];
const machine = createMachine(
  [
    createEntryFacts('demo_1.0.efi', { rootHash: old }),
    createEntryFacts('demo_1.1+2-1.efi', { rootHash: fresh }),
    createEntryFacts('lifeboat_0.1.0.efi'),
  ],
  {
    disks: [createDisk({ '1.0': old })],
    extensions: [
      {
        name: 'tools',
        kind: 'sysext',
        path: '/etc/extensions/tools',
        format: 'directory',
        release: { ID: 'demo', VERSION_ID: '1.0' },
        releaseName: 'tools',
        carriesOsRelease: false,
        isReadable: true,
        verity: null,
        signed: null,
      },
    ],
    signs: {
      boots: [
        {
          id: 'b1',
          startedAt: '2026-01-01T00:00:00.000Z',
          endedAt: '2026-01-01T00:01:00.000Z',
          cmdline: `roothash=${fresh}`,
          isFinished: false,
          failedUnits: [{ unit: 'display.service', message: 'Failed.' }],
        },
      ],
    },
  },
);

function tell(id: string) {
  const told = explain(machine, id, sayInEnglish);
  return 'near' in told ? told : { kind: told.kind, sentences: told.sentences };
}

describe('the story', () => {
  it('of a version says state, why, what it needs, what joins it, and what starts next', () => {
    expect(tell('demo_1.0')).toEqual({
      kind: 'version',
      sentences: [
        'Demo 1.0 is a version of the system. It is started by demo_1.0.efi.',
        'It is good: it carries no count of tries any more, as it is after a start that was finished.',
        'It needs demo_1.0, demo_1.0_verity.',
        'Everything that it is known to need is there.',
        'These add-ons fit it: tools.',
        'At the next ordinary start, Demo 1.1 starts.',
      ],
    });
  });

  it('of a boot file says what failed and what is missing', () => {
    expect(tell('demo_1.1.efi')).toMatchObject({ kind: 'entry' });
    const { sentences } = tell('demo_1.1.efi') as { sentences: string[] };
    expect(sentences).toEqual([
      'demo_1.1.efi is the boot file of Demo 1.1: one file with all that is needed to begin. It lies at EFI/Linux/demo_1.1+2-1.efi.',
      'It is not yet proven: it was started once and never finished starting; 2 tries are left.',
      'At the last start of Demo 1.1, this did not work: display.service.',
      'The last start that is written down was at 2026-01-01T00:00:00.000Z.',
      expect.stringContaining('It cannot start, because this is missing:'),
      'No add-on is known that fits it.',
      'At the next ordinary start, this is what starts.',
    ]);
  });

  it('of Lifeboat’s own entry says that it is left alone', () => {
    expect(tell('lifeboat_0.1.0')).toMatchObject({
      sentences: expect.arrayContaining([
        'Lifeboat 0.1.0 is Lifeboat itself, started by lifeboat_0.1.0.efi. It is never chosen or changed by a plan.',
      ]) as unknown,
    });
  });

  it('of an extension says whom it fits and whether it will be used, by name or by path', () => {
    expect(tell('tools')).toEqual(tell('/etc/extensions/tools'));
    expect(tell('tools')).toEqual({
      kind: 'extension',
      sentences: [
        'tools is an add-on: it adds programs to the system. It lies at /etc/extensions/tools.',
        'tools was built for demo 1.0; this machine runs 1.1, so it is ignored.',
        'It fits Demo 1.0.',
        'tools will not be used at the next start.',
        'At the next ordinary start, Demo 1.1 starts.',
      ],
    });
  });

  it('of an image says whether it was checked and who cannot do without it', () => {
    expect(tell('/dev/vda-1.0')).toEqual({
      kind: 'image',
      sentences: [
        'demo_1.0 on /dev/vda-1.0 is a system image.',
        'It was not read through, so it is not known whether it is whole.',
        'Demo 1.0 cannot start without it.',
        'At the next ordinary start, Demo 1.1 starts.',
      ],
    });
  });

  it('of a partition says that it is locked and what opens it', () => {
    expect(tell('/dev/vda9')).toEqual({
      kind: 'partition',
      sentences: [
        '/dev/vda9 is a part of a disk: state, crypto_LUKS.',
        'It is locked, so what is in it cannot be seen.',
        'Beside a passphrase it can be opened with: recovery key.',
        'At the next ordinary start, Demo 1.1 starts.',
      ],
    });
  });

  it('of a disk names its parts', () => {
    expect(tell('/dev/vda')).toEqual({
      kind: 'disk',
      sentences: [
        '/dev/vda is a disk with 3 parts.',
        'Its parts are /dev/vda-1.0, /dev/vda-1.0-verity, /dev/vda9.',
      ],
    });
  });

  it('of a problem gives its sentences with their evidence, or says that it is absent', () => {
    expect(tell('counter-spent')).toEqual({
      kind: 'problem',
      sentences: [
        'Demo 1.1 was started once and never finished starting.',
        'EFI/Linux/demo_1.1+2-1.efi',
        '2026-01-01T00:00:00.000Z (Demo 1.1, start b1) · display.service · Failed.',
      ],
    });
    expect(tell('esp-full')).toEqual({
      kind: 'problem',
      sentences: ['This problem was not found on this machine.'],
    });
  });
});

it('tells every item of a machine in both languages without a gap', () => {
  const ids = [
    ...machine.versions.map(({ id }) => id),
    ...machine.entries.map(({ id }) => id),
    ...machine.extensions.map(({ name }) => name),
    ...machine.images.map(({ path }) => path),
    ...machine.disks.flatMap(({ path, partitions }) => [path, ...partitions.map((p) => p.path)]),
    ...problemCodes,
  ];
  for (const say of [sayInEnglish, createDomainFormatter('de')]) {
    for (const id of ids) {
      const told = explain(machine, id, say);
      if ('near' in told) throw new Error(`${id} is not known`);
      expect(told.sentences.length).toBeGreaterThan(0);
      expect(told.sentences.join(' ')).not.toMatch(/undefined|null|explain\.|[{}]/);
    }
  }
});

describe('an unknown id', () => {
  it('gives the names that are near it', () => {
    expect(tell('demo_1.2')).toEqual({
      near: expect.arrayContaining(['demo_1.0', 'demo_1.1']) as unknown,
    });
    expect(tell('DEMO_1.1')).toEqual({ near: expect.arrayContaining(['demo_1.1']) as unknown });
    expect(tell('something else altogether')).toEqual({ near: [] });
  });

  it('is compared letter by letter, parts of names included, five at most', () => {
    expect(findNear('tols', ['tools', 'state'])).toEqual(['tools']);
    expect(findNear('tool', ['network-tools', 'state'])).toEqual(['network-tools']);
    expect(findNear('x1', ['x0', 'x2', 'x3', 'x4', 'x5', 'x6'])).toHaveLength(5);
    expect(findNear('a'.repeat(100_000), ['b'.repeat(100_000)])).toEqual([]);
  });
});

it('knows that a one-shot entry starts only once', () => {
  const once = createMachine(brokenUpgrade(), {
    loader: { efi: true, efiOneShot: 'demo_1.0.efi' },
  });
  const told = explain(once, 'demo_1.0', sayInEnglish);
  expect(told).toMatchObject({
    sentences: expect.arrayContaining([
      'It was asked for once: it starts next, and only that one time.',
    ]) as unknown,
  });
});

import { describe, expect, it } from 'vitest';
import {
  brokenUpgrade,
  createDisk,
  createEntryFacts,
  createMachine,
  createRootHash,
} from '../../test/helpers/facts.ts';
import type { Disk, Luks } from '../model/machine.ts';
import { planSchemaId, recordSchema } from '../model/plan.ts';
import { findMachineProblems } from './machine-problems.ts';
import { noSigns, type Clock, type Power } from './signs.ts';

const good = [createEntryFacts('demo_1.0.efi')];
const codesOf = (machine: ReturnType<typeof createMachine>) =>
  machine.problems.map(({ code }) => code);
const findIn = (machine: ReturnType<typeof createMachine>, code: string) =>
  machine.problems.find((problem) => problem.code === code);

it('says nothing bad of an entry that is for another kind of machine', () => {
  const other = createEntryFacts('x.conf');
  const text = 'title Other\nlinux /vmlinuz\narchitecture aa64\n';
  const content = { kind: 'type1' as const, text, missingFiles: [] };
  const machine = createMachine([...good, { ...other, content }]);
  expect(machine.entries.flatMap(({ problems }) => problems)).toEqual(['other-architecture arm64']);
  expect(codesOf(machine)).toEqual([]);
});

it('says once that a boot file makes no sense, with all the reasons', () => {
  const other = createEntryFacts('x.conf');
  const text = 'title Other\nlinux /v\ninitrd /a\ninitrd /b\n';
  const content = { kind: 'type1' as const, text, missingFiles: ['/a', '/b'] };
  const machine = createMachine([...good, { ...other, content }]);
  expect(machine.problems.filter(({ subject }) => subject === 'x.conf')).toMatchObject([
    {
      code: 'entry-unreadable',
      evidence: ['missing-file /a', 'missing-file /b', expect.stringContaining('x.conf')],
    },
  ]);
});

describe('the boot partition', () => {
  it('is full where not even a record could be written, and nearly full before that', () => {
    const full = createMachine(good, { boot: { freeBytes: 4096 } });
    expect(findIn(full, 'esp-full')).toMatchObject({
      severity: 'error',
      evidence: ['4096 bytes free'],
    });
    const nearly = createMachine(good, { boot: { freeBytes: 2 * 1024 * 1024 } });
    expect(findIn(nearly, 'esp-nearly-full')).toMatchObject({ params: { freeMib: 2 } });
    expect(codesOf(createMachine(good, { boot: { freeBytes: 64 * 1024 * 1024 } }))).toEqual([]);
  });

  it('was not closed properly', () => {
    expect(codesOf(createMachine(good, { boot: { isDirty: true } }))).toEqual(['esp-dirty']);
    expect(codesOf(createMachine(good, { boot: { isDirty: false } }))).toEqual([]);
  });

  it('holds the record of a change that was cut off, which says the next step', () => {
    const step = {
      id: 's1',
      subject: 'demo_1.0',
      message: 'plan.step.set-default',
      params: { version: 'Demo 1.0' },
      sentence: 'Start Demo 1.0 from now on',
      action: { kind: 'set-loader-default', to: 'demo_1.0.efi' },
      precondition: { kind: 'loader-default-is', value: null },
      inverse: { kind: 'set-loader-default', to: null },
      bootable: ['demo_1.0.efi'],
    };
    const record = recordSchema.parse({
      schema: 'lifeboat.record/1',
      id: 'r1',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: null,
      operator: null,
      from: null,
      to: 'demo_1.0',
      summary: '',
      reasons: [],
      plan: {
        schema: planSchemaId,
        goal: 'rollback',
        target: 'demo_1.0',
        steps: [step],
        warnings: [],
      },
      steps: ['started'],
      outcome: 'running',
    });
    const machine = createMachine(good, { boot: { records: [record] } });
    expect(findIn(machine, 'run-interrupted')).toMatchObject({
      subject: 'demo_1.0',
      params: { target: 'demo_1.0', goal: 'rollback' },
      sentence: 'A change was interrupted before it was finished: Start Demo 1.0 from now on',
    });
  });
});

describe('where nothing starts', () => {
  it('says so when every version is bad or broken', () => {
    expect(codesOf(createMachine([createEntryFacts('demo_1.0+0-3.efi')]))).toContain(
      'no-bootable-entry',
    );
    expect(codesOf(createMachine([]))).toContain('no-bootable-entry');
  });

  it('says only what it sees where another loader is at work', () => {
    const foreign = [{ name: 'Windows', path: 'EFI/Microsoft/Boot' }];
    const machine = createMachine([], { signs: { foreign } });
    expect(machine.problems).toMatchObject([
      {
        code: 'system-not-judged',
        severity: 'info',
        subject: 'Windows',
        sentence:
          'Windows is on this machine. Lifeboat sees it and cannot judge whether it is well.',
        evidence: ['EFI/Microsoft/Boot'],
      },
    ]);
  });
});

describe('extensions', () => {
  const extension = {
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
  } as const;

  it('fail the whole merge when one carries os-release', () => {
    const machine = createMachine(good, { extensions: [{ ...extension, carriesOsRelease: true }] });
    expect(machine.problems).toMatchObject([
      { code: 'extension-carries-os-release', severity: 'error', subject: 'tools' },
    ]);
  });

  it('are unfit when they fit nothing; being meant for another scope is no mistake', () => {
    const other = { ...extension, release: { ID: 'demo', VERSION_ID: '0.9' } };
    expect(findIn(createMachine(good, { extensions: [other] }), 'extension-unfit')).toMatchObject({
      severity: 'warning',
      subject: 'tools',
      params: { reason: 'version-mismatch' },
    });
    const scoped = { ...extension, release: { ...extension.release, SYSEXT_SCOPE: 'initrd' } };
    expect(findIn(createMachine(good, { extensions: [scoped] }), 'extension-unfit')).toMatchObject({
      severity: 'info',
    });
  });
});

describe('the clock', () => {
  const clock = (now: string, latest: string | null): Clock => ({
    now,
    latest: latest === null ? null : { at: latest, path: '/efi/loader/loader.conf' },
  });
  const find = (now: string, latest: string | null) =>
    findIn(createMachine(good, { signs: { clock: clock(now, latest) } }), 'clock-wrong');

  it.each([
    ['behind its files', '2026-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 'warning'],
    [
      'at the first second of Unix',
      '1970-01-01T00:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
      'warning',
    ],
    ['years ahead', '2036-01-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z', 'info'],
  ])('is wrong when it is %s', (_, now, latest, severity) => {
    expect(find(now, latest)).toMatchObject({
      severity,
      params: { now: now.slice(0, 10), latest: '2026-03-01' },
      evidence: [`clock: ${now}`, `/efi/loader/loader.conf: ${latest}`],
    });
  });

  it.each([
    [
      'within a day, as FAT keeps local times',
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T14:00:00.000Z',
    ],
    ['a year after the last start', '2027-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['beside nothing that tells a time', '1970-01-01T00:00:00.000Z', null],
  ])('is not called wrong %s', (_, now, latest) => {
    expect(find(now, latest)).toBeUndefined();
  });
});

describe('the battery', () => {
  const find = (power: Power | null) =>
    findIn(createMachine(good, { signs: { power } }), 'battery-low');
  const path = '/sys/class/power_supply/BAT0';

  it('is low below 15 % without mains', () => {
    expect(find({ capacityPercent: 9, isSupplied: false, path })).toMatchObject({
      sentence: 'The battery is low (9 %) and the machine is not plugged in.',
      evidence: [path],
    });
    expect(find({ capacityPercent: 9, isSupplied: true, path })).toBeUndefined();
    expect(find({ capacityPercent: 15, isSupplied: false, path })).toBeUndefined();
    expect(find(null)).toBeUndefined();
  });
});

describe('disks', () => {
  const disk: Disk = createDisk({ '1.0': createRootHash('a') });
  const gpt = {
    diskUuid: null,
    sectorBytes: 512,
    primary: 'good',
    backup: 'good',
    copiesDiffer: false,
    isBackupAtEnd: true,
  } as const;
  const find = (more: Partial<Disk>) => findMachineProblems(noSigns, [{ ...disk, ...more }], []);

  it.each([
    ['damaged', 'good', 'backup', 'warning'],
    ['good', 'missing', 'primary', 'warning'],
    ['damaged', 'damaged', 'none', 'error'],
  ] as const)('say which copy of a GPT is good: %s, %s', (primary, backup, copy, severity) => {
    expect(find({ gpt: { ...gpt, primary, backup } })).toMatchObject([
      { code: 'gpt-damaged', subject: '/dev/vda', severity, params: { good: copy } },
    ]);
  });

  it('say so when both copies are good and differ', () => {
    expect(find({ gpt })).toEqual([]);
    expect(find({ gpt: { ...gpt, copiesDiffer: true } })[0]?.evidence).toContain(
      'the copies differ',
    );
  });

  it.each([
    ['damaged', 'good', 'secondary', 'warning'],
    ['good', 'damaged', 'primary', 'warning'],
    ['damaged', 'missing', 'none', 'error'],
  ] as const)('say which LUKS header is good: %s, %s', (primary, secondary, copy, severity) => {
    const state = disk.partitions.at(-1)!;
    const luks: Luks = { ...state.luks!, headers: { primary, secondary } };
    expect(find({ partitions: [{ ...state, luks }] })).toMatchObject([
      { code: 'luks-header-damaged', subject: '/dev/vda9', severity, params: { good: copy } },
    ]);
  });

  it('hold images whose content is not what they were built with', () => {
    const rootHash = createRootHash('a');
    const [image] = createMachine([createEntryFacts('demo_1.0.efi', { rootHash })], {
      disks: [disk],
    }).images;
    const check = (more: object) => findMachineProblems(noSigns, [], [{ ...image!, ...more }]);
    expect(check({})).toEqual([]);
    expect(check({ verified: 'verified' })).toEqual([]);
    expect(check({ verified: 'mismatch' })).toMatchObject([
      { code: 'root-hash-mismatch', subject: '/dev/vda-1.0', severity: 'error' },
    ]);
    expect(check({ foundRootHash: createRootHash('c') })).toMatchObject([
      {
        code: 'root-hash-mismatch',
        evidence: [
          '/dev/vda-1.0',
          `expected root hash: ${rootHash}`,
          `found root hash: ${createRootHash('c')}`,
        ],
      },
    ]);
  });
});

it('tells of crashes that the kernel wrote down, the last ones', () => {
  const crashes = [1, 2, 3, 4].map((day) => ({
    path: `/sys/fs/pstore/dmesg-${String(day)}`,
    at: `2026-01-0${String(day)}T00:00:00.000Z`,
    line: 'Kernel panic - not syncing: no init',
  }));
  const found = createMachine(good, { signs: { crashes } }).problems;
  expect(found.map(({ code, subject }) => `${code} ${subject}`)).toEqual([
    'kernel-crashed /sys/fs/pstore/dmesg-2',
    'kernel-crashed /sys/fs/pstore/dmesg-3',
    'kernel-crashed /sys/fs/pstore/dmesg-4',
  ]);
  expect(found[0]?.evidence).toEqual([
    '2026-01-02T00:00:00.000Z · Kernel panic - not syncing: no init',
  ]);
});

it('puts errors first and keeps what could not be seen for last', () => {
  const machine = createMachine(brokenUpgrade(), {
    boot: { isDirty: true },
    notVisible: [{ what: '/dev/sda1', why: 'tool' }],
  });
  expect(machine.problems.map(({ severity }) => severity)).toEqual([
    'error',
    'warning',
    'warning',
    'info',
  ]);
});

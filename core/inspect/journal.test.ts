import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntryFacts, createMachine, createRootHash } from '../../test/helpers/facts.ts';
import { parseJournal } from './journal.ts';
import type { Boot } from './signs.ts';

const at = (seconds: number) => String((1_790_000_000 + seconds) * 1_000_000);
const line = (fields: Record<string, unknown>) => JSON.stringify(fields);

/** The lines that journalctl printed of a demo machine whose display did not start. */
const failedStart = [
  line({
    __REALTIME_TIMESTAMP: at(0),
    _BOOT_ID: 'b1',
    _TRANSPORT: 'kernel',
    PRIORITY: '5',
    MESSAGE: `Kernel command line: roothash=${createRootHash('b')} quiet`,
  }),
  line({
    __REALTIME_TIMESTAMP: at(1),
    _BOOT_ID: 'b1',
    _TRANSPORT: 'kernel',
    PRIORITY: '5',
    MESSAGE: 'random: crng init done',
  }),
  line({
    __REALTIME_TIMESTAMP: at(20),
    _BOOT_ID: 'b1',
    _TRANSPORT: 'journal',
    MESSAGE_ID: 'd9b373ed55a64feb8242e02dbe79a49c',
    UNIT: 'demo-display.service',
    MESSAGE: "demo-display.service: Failed with result 'exit-code'.",
  }),
  line({
    __REALTIME_TIMESTAMP: at(20),
    _BOOT_ID: 'b1',
    _TRANSPORT: 'journal',
    MESSAGE_ID: 'be02cf6855d2428ba40df7e9d022f03d',
    UNIT: 'demo-display.service',
    MESSAGE: 'Failed to start demo-display.service - The display.',
  }),
  line({
    __REALTIME_TIMESTAMP: at(21),
    _BOOT_ID: 'b1',
    _TRANSPORT: 'journal',
    MESSAGE_ID: 'b07a249cd024414a82dd00cd181378ff',
    MESSAGE: 'Startup finished in 21s.',
  }),
];

describe('parseJournal', () => {
  it('finds the starts, their command line and each failed unit once', () => {
    expect(parseJournal(failedStart.join('\n'))).toEqual([
      {
        id: 'b1',
        startedAt: '2026-09-21T14:13:20.000Z',
        endedAt: '2026-09-21T14:13:41.000Z',
        cmdline: `roothash=${createRootHash('b')} quiet`,
        isFinished: false,
        failedUnits: [
          {
            unit: 'demo-display.service',
            message: "demo-display.service: Failed with result 'exit-code'.",
          },
        ],
      },
    ]);
  });

  it('calls a start finished by boot-complete.target, or when systemd says so and nothing failed', () => {
    const complete = line({
      __REALTIME_TIMESTAMP: at(30),
      _BOOT_ID: 'b1',
      MESSAGE_ID: '39f53479d3a045ac8e11786248231fbf',
      UNIT: 'boot-complete.target',
    });
    expect(parseJournal([...failedStart, complete].join('\n'))[0]?.isFinished).toBe(true);
    expect(parseJournal(failedStart.at(-1) ?? '')[0]?.isFinished).toBe(true);
    expect(parseJournal(failedStart[0] ?? '')[0]?.isFinished).toBe(false);
  });

  it('takes messages that are bytes, too long or given twice, and passes over what is broken', () => {
    const odd = [
      '{"half',
      'null',
      line({ _BOOT_ID: 'b2', __REALTIME_TIMESTAMP: 'soon' }),
      line({
        _BOOT_ID: 'b3',
        __REALTIME_TIMESTAMP: at(5),
        MESSAGE_ID: 'd9b373ed55a64feb8242e02dbe79a49c',
        UNIT: ['a.service', 'b.service'],
        MESSAGE: [102, 27, 91, 10, 120],
      }),
      line({ _BOOT_ID: 'b3', __REALTIME_TIMESTAMP: at(6), MESSAGE: null }),
    ];
    expect(parseJournal(odd.join('\n'))).toMatchObject([
      { id: 'b3', failedUnits: [{ unit: 'a.service', message: 'f [ x' }] },
    ]);
  });

  it('never throws, whatever a journal holds', () => {
    const value = fc.dictionary(
      fc.constantFrom('_BOOT_ID', '__REALTIME_TIMESTAMP', 'MESSAGE', 'MESSAGE_ID', 'UNIT'),
      fc.oneof(fc.string(), fc.integer(), fc.array(fc.integer()), fc.constant(null), fc.json()),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), value.map(line))), (lines) => {
        expect(Array.isArray(parseJournal(lines.join('\n')))).toBe(true);
      }),
    );
  });
});

describe('the starts of a version', () => {
  const [old, fresh] = [createRootHash('a'), createRootHash('b')];
  const boot = (id: string, cmdline: string | null, more: Partial<Boot> = {}): Boot => ({
    id,
    startedAt: `2026-09-0${id}T10:00:00.000Z`,
    endedAt: `2026-09-0${id}T10:01:00.000Z`,
    cmdline,
    isFinished: true,
    failedUnits: [],
    ...more,
  });
  const failedUnits = [{ unit: 'display.service', message: 'Failed to start.' }];

  it('are found by root hash, and give the last start and what failed in it', () => {
    const machine = createMachine(
      [
        createEntryFacts('demo_1.0.efi', { rootHash: old }),
        createEntryFacts('demo_1.1+2-1.efi', { rootHash: fresh }),
      ],
      {
        signs: {
          boots: [
            boot('1', `quiet roothash=${old} initrd=\\x`),
            boot('2', `roothash=${fresh} more words`, { isFinished: false, failedUnits }),
            boot('3', null),
          ],
        },
      },
    );
    expect(machine.versions.map(({ id, lastBooted }) => [id, lastBooted])).toEqual([
      ['demo_1.1', '2026-09-02T10:00:00.000Z'],
      ['demo_1.0', '2026-09-01T10:00:00.000Z'],
    ]);
    const quote =
      '2026-09-02T10:00:00.000Z (Demo 1.1, start 2) · display.service · Failed to start.';
    expect(machine.problems.find(({ code }) => code === 'units-failed')).toMatchObject({
      severity: 'warning',
      subject: 'demo_1.1',
      sentence: 'At the last start of Demo 1.1, this did not work: display.service.',
      evidence: [quote],
    });
    expect(machine.problems.find(({ code }) => code === 'counter-spent')?.evidence).toContain(
      quote,
    );
  });

  it('are left open where several entries could have been it', () => {
    const machine = createMachine(
      [createEntryFacts('demo_1.0.efi'), createEntryFacts('demo_1.1.efi')],
      { signs: { boots: [boot('1', 'quiet')] } },
    );
    expect(machine.versions.map(({ lastBooted }) => lastBooted)).toEqual([null, null]);
  });
});

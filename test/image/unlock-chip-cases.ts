/**
 * The volume `chip` and the machine's security chip (swtpm). Each case binds the volume anew, as
 * systemd-cryptenroll does on the machine itself: to nothing but the chip, to its measurements, to
 * those of another system, to a PIN.
 */
import { demoPassphrase } from '../../tools/image/locked-volume.ts';
import type { UnlockCase } from './unlock-cases.ts';

export const chipPin = 'hopper-59';
export const wrongChipPin = 'turing-60';

/** The measurement of a system that is not this one. */
const otherSystem = `--tpm2-pcrs=7:sha256=${'5a'.repeat(32)}`;

const enrol = (options: string): string =>
  `PASSWORD='${demoPassphrase}' NEWPIN='${chipPin}' systemd-cryptenroll --wipe-slot=tpm2 \
    --tpm2-device=auto ${options} /dev/disk/by-partlabel/chip`;

/** Binds the volume to a system that is not this one. */
export const enrolElsewhere = enrol(otherSystem);

const unlocked = { phase: 'unlocked' };

export const chipCases: UnlockCase[] = [
  {
    name: 'the security chip opens it without a question',
    volume: 'chip',
    prepare: enrol('--tpm2-pcrs='),
    token: [],
    rules: [],
    expected: [{ phase: 'asking-tpm' }, unlocked],
    never: [{ question: 'passphrase' }],
    exitCode: 0,
  },
  {
    name: 'the security chip opens it for the measurements of this start',
    volume: 'chip',
    prepare: enrol('--tpm2-pcrs=7+11'),
    token: [],
    rules: [],
    expected: [{ phase: 'asking-tpm' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'sealed to other measurements: said why, then the passphrase',
    isTypical: true,
    volume: 'chip',
    prepare: enrolElsewhere,
    token: [],
    rules: [{ kind: 'passphrase', answer: demoPassphrase }],
    expected: [
      { phase: 'asking-tpm' },
      { failure: 'UNLOCK-14' },
      { question: 'passphrase' },
      unlocked,
    ],
    exitCode: 0,
  },
  {
    name: 'sealed to other measurements, and only the chip wanted: the person chooses',
    volume: 'chip',
    method: 'tpm2',
    prepare: enrolElsewhere,
    token: [],
    rules: [{ isOffered: true, cancel: true }],
    expected: [{ failure: 'UNLOCK-14' }],
    never: [{ question: 'passphrase' }, unlocked],
    exitCode: 1,
  },
  {
    name: 'security chip with a PIN: wrong, then right',
    isTypical: true,
    volume: 'chip',
    method: 'tpm2',
    prepare: enrol('--tpm2-pcrs= --tpm2-with-pin=yes'),
    token: [],
    rules: [
      { kind: 'tpm2-pin', answer: wrongChipPin },
      { kind: 'tpm2-pin', answer: chipPin },
    ],
    expected: [
      { question: 'tpm2-pin', retry: false },
      { question: 'tpm2-pin', retry: true },
      unlocked,
    ],
    exitCode: 0,
  },
];

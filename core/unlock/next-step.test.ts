import { describe, expect, it } from 'vitest';
import { listMethods, type UnlockMethod } from './methods.ts';
import { decideNext, noMishaps, type Mishaps } from './next-step.ts';
import { parseHelperLine } from './helper-lines.ts';
import { startUnlock, type Cause, type UnlockState } from './unlock-state.ts';

const failed = (method: UnlockMethod, cause: Cause, more: Partial<UnlockState> = {}) => ({
  ...startUnlock(method),
  phase: 'failed' as const,
  cause,
  ...more,
});
const methods: UnlockMethod[] = ['tpm2', 'fido2', 'passphrase'];
const decide = (state: UnlockState, mishaps: Mishaps = noMishaps, isAuto = true) =>
  decideNext({ state, mishaps, methods, isAuto });

describe('what comes next', () => {
  it('a touch that came too late is waited for again, at most twice, and the PIN is kept', () => {
    const late = failed('fido2', 'touch-timeout', { isPinAccepted: true });
    const first = decide(late);
    expect(first).toMatchObject({
      kind: 'again',
      keepsPin: true,
      announce: 'unlock.note.touch-again',
    });
    expect(decide(late, { ...noMishaps, touches: 2 }).kind).toBe('choose');
  });

  it('a PIN that the token has not taken is never kept', () => {
    expect(decide(failed('fido2', 'touch-timeout'))).toMatchObject({ keepsPin: false });
    expect(decide(failed('fido2', 'token-lost', { isPinAccepted: true }))).toMatchObject({
      keepsPin: false,
    });
  });

  it('a busy token is given time', () => {
    expect(decide(failed('fido2', 'token-busy'))).toMatchObject({ kind: 'again', waitMs: 2000 });
    expect(decide(failed('fido2', 'token-busy'), { ...noMishaps, busy: 5 }).kind).toBe('choose');
  });

  it.each(['touch-denied', 'token-timeout', 'pin-blocked', 'pin-asked-for-ever'] as const)(
    'after %s the person chooses',
    (cause) => {
      expect(decide(failed('fido2', cause))).toEqual({ kind: 'choose' });
    },
  );

  it('the TPM gives way to the next method, unless the person asked for the TPM', () => {
    const refused = failed('tpm2', 'tpm-mismatch');
    expect(decide(refused)).toEqual({ kind: 'method', method: 'fido2' });
    expect(decide(refused, noMishaps, false)).toEqual({ kind: 'choose' });
  });

  it('a stop is a stop', () => {
    expect(decide({ ...failed('fido2', 'stopped'), phase: 'cancelled' })).toEqual({ kind: 'end' });
  });
});

describe('listMethods', () => {
  const luks = {
    version: 2,
    uuid: null,
    label: null,
    openedAs: null,
    headers: null,
    passphraseSlots: ['0'],
  };
  const tpm = (pinRequired: boolean) => ({
    type: 'systemd-tpm2' as const,
    keyslots: ['2'],
    pinRequired,
  });
  const fido2 = {
    type: 'systemd-fido2' as const,
    keyslots: ['1'],
    pinRequired: true,
    presenceRequired: true,
    verificationRequired: false,
  };
  const recovery = { type: 'systemd-recovery' as const, keyslots: ['3'] };

  it('puts first what asks least', () => {
    expect(listMethods({ ...luks, tokens: [recovery, fido2, tpm(false)] })).toEqual([
      'tpm2',
      'fido2',
      'passphrase',
      'recovery-key',
    ]);
    expect(listMethods({ ...luks, tokens: [tpm(true), fido2] })).toEqual([
      'fido2',
      'tpm2',
      'passphrase',
    ]);
  });

  it('leaves the passphrase where the header tells nothing', () => {
    expect(listMethods({ ...luks, passphraseSlots: [], tokens: [] })).toEqual(['passphrase']);
    expect(listMethods({ ...luks, passphraseSlots: [], tokens: [recovery] })).toEqual([
      'recovery-key',
    ]);
  });
});

// The sentences of systemd 257: src/cryptsetup/cryptsetup.c and cryptsetup-tokens/luks2-tpm2.c.
describe('the TPM’s sentences', () => {
  it.each([
    [
      'TPM policy does not match current system state. Either system has been tempered with or policy out-of-date: Operation not permitted',
      'tpm-mismatch',
    ],
    [
      'No TPM2 metadata matching the current system state found in LUKS2 header, falling back to traditional unlocking.',
      'tpm-mismatch',
    ],
    [
      'TPM key integrity check failed. Key enrolled in superblock most likely does not belong to this TPM.',
      'tpm-foreign',
    ],
    ['TPM is in dictionary attack lock-out mode.', 'tpm-lockout'],
    ['Bad PIN.', 'tpm-pin-wrong'],
    ['TPM2 PIN unlock failed, falling back to traditional unlocking.', 'tpm-pin-wrong'],
    [
      'No TPM2 hardware discovered and EFI firmware does not see it either, falling back to traditional unlocking.',
      'tpm-absent',
    ],
    ['Failed to unseal secret using TPM2: State not recoverable', 'tpm-failed'],
    [
      'TPM2 operation failed, falling back to traditional unlocking: State not recoverable',
      'tpm-failed',
    ],
  ])('<3>%s', (sentence, meaning) => {
    // The priority carries the facility: an error of a daemon is 27.
    for (const priority of ['', '<3>', '<27>']) {
      expect(parseHelperLine(priority + sentence)).toBe(meaning);
    }
  });
});

/** The dialogues between a person, a token and an encrypted volume, as they are played in the guest. */
import { demoPassphrase, demoRecoveryKey } from '../../tools/image/locked-volume.ts';
import type { TokenDemo } from '../../tools/image/enrol-token.ts';

/** What test/image/guest/unlock-case.mjs waits for and then does. */
export interface Rule {
  phase?: string;
  kind?: string;
  /** Waits for an offer of ways after something has failed, not for the one that always stands. */
  isOffered?: true;
  /** Waits for the offer of a key in a file. */
  isFileOffered?: true;
  answer?: string | null;
  choose?: string;
  token?: string[];
  cancel?: true;
}

export interface UnlockCase {
  name: string;
  isTypical?: true;
  volume: TokenDemo | 'state';
  method?: string;
  /** The stick with the recovery key is plugged in; from then on it stays. */
  hasStick?: true;
  /** A script that root runs in the guest before. */
  prepare?: string;
  /** Lines for lifeboat-token before the start. */
  token: string[];
  rules: Rule[];
  /** In this order among what came; other things may come between. */
  expected: Record<string, unknown>[];
  /** What must never come. */
  never?: Record<string, unknown>[];
  exitCode: 0 | 1;
}

export const pin = '493817';
export const wrongPin = '718204';
const create = `a create --seed first --pin ${pin}`;
const typePin: Rule = { kind: 'pin', answer: pin };
const typeWrongPin: Rule = { kind: 'pin', answer: wrongPin };
const typePassphrase: Rule = { kind: 'passphrase', answer: demoPassphrase };
const stop: Rule = { isOffered: true, cancel: true };
const unlocked = { phase: 'unlocked' };
const slowTouch = 'a touch delayed 2500';

export const unlockCases: UnlockCase[] = [
  {
    name: 'PIN, then touch',
    isTypical: true,
    volume: 'pin',
    token: [create, slowTouch, 'a plug'],
    rules: [typePin],
    expected: [{ question: 'pin', retry: false, triesLeft: 8 }, { phase: 'touch-now' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'touch only',
    volume: 'touch',
    token: ['a create --seed first', slowTouch, 'a plug'],
    rules: [],
    expected: [{ phase: 'touch-now' }, unlocked],
    never: [{ question: 'pin' }],
    exitCode: 0,
  },
  {
    name: 'verification on the token',
    isTypical: true,
    volume: 'verification',
    token: [`${create} --uv`, slowTouch, 'a plug'],
    rules: [],
    expected: [{ phase: 'verify-on-token' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'verification refused',
    volume: 'verification',
    token: [`${create} --uv`, 'a uv fail', 'a plug'],
    rules: [stop],
    expected: [{ failure: 'UNLOCK-16' }],
    never: [unlocked],
    exitCode: 1,
  },
  {
    name: 'wrong PIN twice, then right',
    isTypical: true,
    volume: 'pin',
    token: [create, 'a plug'],
    rules: [typeWrongPin, typeWrongPin, typePin],
    expected: [
      { question: 'pin', retry: false, triesLeft: 8 },
      { question: 'pin', retry: true, triesLeft: 7 },
      { question: 'pin', retry: true, triesLeft: 6 },
      unlocked,
    ],
    exitCode: 0,
  },
  {
    name: 'the last try is named before it is spent',
    volume: 'pin',
    token: [create, 'a retries 1', 'a plug'],
    rules: [typePin],
    expected: [{ question: 'pin', triesLeft: 1 }, unlocked],
    exitCode: 0,
  },
  {
    name: 'three wrong PINs, token pulled out and back',
    isTypical: true,
    volume: 'pin',
    token: [create, 'a plug'],
    rules: [
      ...[typeWrongPin, typeWrongPin, typeWrongPin],
      { phase: 'pin-blocked-until-reinserted', token: ['a replug 2000'] },
      typePin,
    ],
    expected: [
      { phase: 'pin-blocked-until-reinserted' },
      { note: 'unlock.note.token-back' },
      { question: 'pin', triesLeft: 5 },
      unlocked,
    ],
    exitCode: 0,
  },
  {
    name: 'token blocked for good, passphrase instead',
    volume: 'pin',
    token: [create, 'a retries 0', 'a plug'],
    rules: [{ isOffered: true, choose: 'passphrase' }, typePassphrase],
    expected: [{ failure: 'UNLOCK-06' }, { question: 'passphrase' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'touch denied, then tried again',
    isTypical: true,
    volume: 'touch',
    token: ['a create --seed first', 'a touch denied', 'a plug'],
    rules: [{ isOffered: true, token: ['a touch auto'], choose: 'retry' }],
    expected: [{ failure: 'UNLOCK-08' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'touch never comes: announced again, then said',
    volume: 'pin',
    token: [create, 'a touch never', 'a patience 2500', 'a plug'],
    rules: [typePin, stop],
    expected: [
      { phase: 'touch-now' },
      { note: 'unlock.note.touch-again' },
      { failure: 'UNLOCK-09' },
    ],
    never: [{ question: 'pin', retry: true }],
    exitCode: 1,
  },
  {
    name: 'pulled out during the touch, and back',
    isTypical: true,
    volume: 'touch',
    token: ['a create --seed first', 'a touch never', 'a plug'],
    rules: [
      { phase: 'touch-now', token: ['a unplug'] },
      { phase: 'insert-token', token: ['a touch auto', 'a plug'] },
    ],
    expected: [{ phase: 'touch-now' }, { note: 'unlock.note.token-lost' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'no token, plugged in later',
    volume: 'touch',
    token: ['a create --seed first'],
    rules: [{ phase: 'insert-token', token: ['a plug'] }],
    expected: [{ phase: 'insert-token' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'a token that opens nothing here, then the right one',
    volume: 'touch',
    token: ['a create --seed stranger', 'a plug', 'b create --seed first'],
    rules: [{ phase: 'wrong-token', token: ['a unplug', 'b plug'] }],
    expected: [{ phase: 'wrong-token', opens: null }, unlocked],
    exitCode: 0,
  },
  {
    name: 'a token that opens another volume is named as its',
    isTypical: true,
    volume: 'touch',
    token: ['a create --seed second', 'a plug'],
    rules: [{ phase: 'wrong-token', cancel: true }],
    expected: [{ phase: 'wrong-token', opens: 'two-tokens' }, { failure: 'UNLOCK-03' }],
    exitCode: 1,
  },
  {
    name: 'no token for half a minute',
    volume: 'touch',
    token: ['a create --seed first'],
    rules: [stop],
    expected: [{ phase: 'insert-token' }, { phase: 'timed-out', failure: 'UNLOCK-10' }],
    exitCode: 1,
  },
  {
    name: 'a token without the PIN that the volume wants',
    volume: 'pin',
    token: ['a create --seed first', 'a plug'],
    rules: [stop],
    expected: [{ failure: 'UNLOCK-12' }],
    never: [{ question: 'pin' }],
    exitCode: 1,
  },
  {
    name: 'a token that cannot keep secrets',
    volume: 'touch',
    token: ['a create --seed first --no-hmac-secret', 'a plug'],
    rules: [{ phase: 'wrong-token', cancel: true }],
    expected: [{ phase: 'wrong-token', lacks: 'hmac-secret' }],
    exitCode: 1,
  },
  {
    name: 'a token that was set to verify always, after it was enrolled',
    volume: 'touch',
    token: [`${create} --always-uv`, 'a plug'],
    rules: [typePin, stop],
    expected: [{ question: 'pin' }, { failure: 'UNLOCK-13' }],
    never: [{ question: 'pin', retry: true }, unlocked],
    exitCode: 1,
  },
  {
    name: 'two tokens plugged in',
    volume: 'touch',
    token: ['b create --seed stranger', 'b plug', 'a create --seed first', 'a plug'],
    rules: [],
    expected: [unlocked],
    exitCode: 0,
  },
  {
    name: 'two tokens enrolled, the first with its PIN',
    volume: 'two-tokens',
    token: [create, 'a plug'],
    rules: [typePin],
    expected: [{ question: 'pin' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'two tokens enrolled, the second with a touch',
    isTypical: true,
    volume: 'two-tokens',
    token: ['a create --seed second', 'a plug'],
    rules: [],
    expected: [unlocked],
    exitCode: 0,
  },
  {
    name: 'passphrase instead, while a touch is awaited',
    volume: 'touch',
    token: ['a create --seed first', 'a touch never', 'a plug'],
    rules: [{ phase: 'touch-now', choose: 'passphrase' }, typePassphrase],
    expected: [{ phase: 'touch-now' }, { note: 'unlock.note.switched' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'recovery key instead, while a PIN is asked for, in odd spelling',
    isTypical: true,
    volume: 'pin',
    token: [create, 'a plug'],
    rules: [
      { kind: 'pin', choose: 'recovery-key' },
      { kind: 'recovery-key', answer: ` ${demoRecoveryKey.toUpperCase().replaceAll('-', ' ')}` },
    ],
    expected: [{ question: 'pin' }, { question: 'recovery-key' }, unlocked],
    exitCode: 0,
  },
  {
    name: 'stopped at the PIN',
    volume: 'pin',
    token: [create, 'a plug'],
    rules: [{ kind: 'pin', answer: null }],
    expected: [{ question: 'pin' }, { failure: 'UNLOCK-03' }],
    never: [unlocked],
    exitCode: 1,
  },
  {
    name: 'stopped during the touch, on a token that stays busy; then again',
    volume: 'touch',
    token: ['a create --seed first --stays-busy', 'a touch never', 'a patience 4000', 'a plug'],
    rules: [{ phase: 'touch-now', cancel: true }],
    expected: [{ phase: 'touch-now' }, { failure: 'UNLOCK-03' }],
    exitCode: 1,
  },
  {
    name: 'wrong passphrase, then right',
    isTypical: true,
    volume: 'state',
    method: 'passphrase',
    token: [],
    rules: [{ kind: 'passphrase', answer: 'wrong words' }, typePassphrase],
    expected: [
      { question: 'passphrase', retry: false },
      { question: 'passphrase', retry: true },
    ],
    exitCode: 0,
  },
  {
    name: 'recovery key in a file on a stick',
    isTypical: true,
    volume: 'pin',
    method: 'recovery-key',
    hasStick: true,
    token: [],
    rules: [{ isFileOffered: true, choose: 'file' }],
    expected: [{ question: 'recovery-key' }, unlocked],
    exitCode: 0,
  },
];

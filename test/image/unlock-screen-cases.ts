/**
 * The dialogues at the screen, as a person has them who sees nothing: what is heard, and the keys
 * that are pressed then. Each begins on Unlock, with the focus on the button that starts.
 */
import { demoPassphrase, demoRecoveryKey } from '../../tools/image/locked-volume.ts';
import { pin, wrongPin } from './unlock-cases.ts';

/** What is waited for or done next. */
export type ScreenStep =
  /** The screen reader must say this; other words may come before. */
  | { hear: RegExp }
  | { press: string }
  | { type: string }
  /** Tab until this is what has the focus, then press it. */
  | { find: RegExp }
  /** Lines for lifeboat-token. */
  | { token: string[] }
  /** The screen is saved as unlock-NAME.png in the run folder. */
  | { picture: string }
  /** A USB stick with the recovery key in a file is plugged in. */
  | { stick: true };

/** In the order in which they stand on the screen. */
export const screenVolumes = ['pin', 'touch', 'verification', 'chip'] as const;

export interface ScreenCase {
  name: string;
  isTypical?: true;
  volume: (typeof screenVolumes)[number];
  token: string[];
  steps: ScreenStep[];
  /** What must never be said. */
  never?: RegExp;
  ends: 'unlocked' | 'locked';
}

const hear = (pattern: RegExp): ScreenStep => ({ hear: pattern });
const press = (chord: string): ScreenStep => ({ press: chord });
const type = (text: string): ScreenStep => ({ type: `${text}\n` });
const find = (pattern: RegExp): ScreenStep => ({ find: pattern });
const token = (...lines: string[]): ScreenStep => ({ token: lines });

const picture = (name: string): ScreenStep => ({ picture: name });
const plugStickIn: ScreenStep = { stick: true };

const start = press('Return');
const create = `a create --seed first --pin ${pin}`;
const insert = hear(/plug in the security token for/i);
const touchNow = hear(/touch the security token now/i);
const pinField = hear(/PIN of the security token.*password text/i);
const passphraseField = hear(/passphrase for.*password text/i);
const keyField = hear(/recovery key for.*password text/i);
const slowTouch = 'a touch delayed 4000';
const stop = find(/stop unlocking.*button/i);

export const screenCases: ScreenCase[] = [
  {
    name: 'plugged in, PIN, touch',
    isTypical: true,
    volume: 'pin',
    token: [create, slowTouch],
    steps: [
      ...[start, insert, picture('insert'), token('a plug'), pinField, type(pin)],
      ...[touchNow, picture('touch')],
    ],
    ends: 'unlocked',
  },
  {
    name: 'plugged in while the screen is read line by line, PIN',
    volume: 'pin',
    token: [create],
    steps: [start, insert, press('Down'), press('Down'), token('a plug'), pinField, type(pin)],
    never: /level 4/i,
    ends: 'unlocked',
  },
  {
    name: 'wrong PIN twice, then right',
    isTypical: true,
    volume: 'pin',
    token: [create, slowTouch, 'a plug'],
    steps: [
      ...[start, pinField, hear(/8 tries are left/i), type(wrongPin)],
      ...[hear(/not right.*7 tries are left/i), type(wrongPin)],
      ...[hear(/not right.*6 tries are left/i), type(pin), touchNow],
    ],
    ends: 'unlocked',
  },
  {
    name: 'token lost, recovery key typed in groups',
    isTypical: true,
    volume: 'pin',
    token: [],
    steps: [
      ...[start, insert, press('Alt+R'), keyField],
      { type: `${demoRecoveryKey.split('-').slice(0, 4).join(' ')} ` },
      hear(/4 groups of 8 are complete/i),
      picture('recovery-key'),
      { type: demoRecoveryKey.split('-').slice(4).join(' ') },
      hear(/all 8 groups/i),
      press('Return'),
    ],
    ends: 'unlocked',
  },
  {
    name: 'touch only',
    volume: 'touch',
    token: ['a create --seed first', slowTouch, 'a plug'],
    steps: [start, touchNow],
    never: /PIN of the security token/i,
    ends: 'unlocked',
  },
  {
    name: 'three wrong PINs, token pulled out and back',
    volume: 'pin',
    token: [create, 'a plug'],
    steps: [
      ...[start, pinField, type(wrongPin), hear(/7 tries are left/i), type(wrongPin)],
      ...[hear(/6 tries are left/i), type(wrongPin), hear(/until it is pulled out/i)],
      picture('blocked'),
      ...[token('a replug 3000'), pinField, hear(/5 tries are left/i), type(pin)],
    ],
    ends: 'unlocked',
  },
  {
    name: 'the last try is named before it is spent',
    volume: 'pin',
    token: [create, 'a retries 3', 'a plug'],
    steps: [
      ...[start, pinField, hear(/3 tries are left/i), type(wrongPin), hear(/2 tries are left/i)],
      ...[picture('pin-2-tries'), type(wrongPin), hear(/one try is left/i), type(pin)],
    ],
    ends: 'unlocked',
  },
  {
    name: 'token blocked for good, passphrase instead',
    volume: 'pin',
    token: [create, 'a retries 0', 'a plug'],
    steps: [
      ...[start, hear(/blocked for good/i), press('Alt+P'), passphraseField],
      type(demoPassphrase),
    ],
    never: /PIN of the security token.*password text/i,
    ends: 'unlocked',
  },
  {
    name: 'a token that opens nothing here, then the right one',
    volume: 'touch',
    token: ['a create --seed stranger', 'a plug', 'b create --seed first', 'b touch delayed 4000'],
    steps: [start, hear(/does not open/i), token('a unplug', 'b plug'), touchNow],
    ends: 'unlocked',
  },
  {
    name: 'a token that opens another volume is named as its',
    volume: 'touch',
    token: ['a create --seed second', 'a plug'],
    steps: [start, hear(/belongs to .two-tokens., not to .touch./i), stop],
    ends: 'locked',
  },
  {
    name: 'passphrase instead, while a touch is awaited',
    isTypical: true,
    volume: 'touch',
    token: ['a create --seed first', 'a touch never', 'a plug'],
    steps: [start, touchNow, press('Alt+P'), passphraseField, type(demoPassphrase)],
    ends: 'unlocked',
  },
  {
    name: 'touch never comes: announced, and awaited again',
    volume: 'touch',
    token: ['a create --seed first', 'a touch never', 'a patience 7000', 'a plug'],
    steps: [
      ...[start, touchNow, hear(/nobody touched the token in time/i)],
      ...[touchNow, token('a touch auto', 'a press')],
    ],
    ends: 'unlocked',
  },
  {
    name: 'touch denied, then tried again',
    volume: 'touch',
    token: ['a create --seed first', 'a touch denied', 'a plug'],
    steps: [
      start,
      hear(/security token refused/i),
      token('a touch auto'),
      find(/try again.*button/i),
    ],
    ends: 'unlocked',
  },
  {
    name: 'pulled out during the touch, and back',
    volume: 'touch',
    token: ['a create --seed first', 'a touch never', 'a plug'],
    steps: [
      ...[start, touchNow, token('a unplug'), hear(/token was pulled out/i)],
      token('a touch auto', 'a plug'),
    ],
    ends: 'unlocked',
  },
  {
    name: 'no token for half a minute',
    volume: 'touch',
    token: ['a create --seed first', 'a touch delayed 4000'],
    steps: [
      start,
      insert,
      hear(/no security token that opens this disk/i),
      token('a plug'),
      touchNow,
    ],
    ends: 'unlocked',
  },
  {
    name: 'verification on the token',
    volume: 'verification',
    token: [`${create} --uv`, slowTouch, 'a plug'],
    steps: [start, hear(/finger on its sensor/i)],
    ends: 'unlocked',
  },
  {
    name: 'stopped at the PIN',
    volume: 'pin',
    token: [create, 'a plug'],
    steps: [start, pinField, stop],
    ends: 'locked',
  },
  {
    name: 'the security chip knows another system: told, and the passphrase asked for',
    volume: 'chip',
    token: [],
    steps: [start, hear(/recovery environment/i), passphraseField, type(demoPassphrase)],
    ends: 'unlocked',
  },
  {
    name: 'recovery key from a stick that is plugged in meanwhile',
    volume: 'pin',
    token: [],
    steps: [
      ...[start, insert, press('Alt+R'), keyField, plugStickIn],
      ...[hear(/keys.recovery\.txt/i), find(/use the key in.*button/i)],
    ],
    ends: 'unlocked',
  },
];

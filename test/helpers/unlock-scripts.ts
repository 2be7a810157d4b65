/** What the helper says and asks, as it was recorded, for the scripts of its stand-in. */
import type { Step } from './unlock-namespace.ts';

export type Script = Step[];

export const credential = Buffer.from('this disk').toString('base64');
export const otherCredential = Buffer.from('another disk').toString('base64');
export const fido2 = {
  type: 'systemd-fido2',
  'fido2-credential': credential,
  'fido2-salt': Buffer.alloc(32).toString('base64'),
  'fido2-rp': 'io.systemd.cryptsetup',
  'fido2-clientPin-required': true,
  'fido2-up-required': true,
  'fido2-uv-required': false,
};
export const tpm2 = {
  type: 'systemd-tpm2',
  'tpm2-blob': Buffer.alloc(32).toString('base64'),
  'tpm2-pcrs': [7],
  'tpm2-pcr-bank': 'sha256',
  'tpm2-policy-hash': '00'.repeat(32),
};
export const tokenInfo = (tries: number | 'undefined') =>
  `extension strings: hmac-secret\noptions: rk, up, clientPin\npin retries: ${String(tries)}\n`;

export const asking: Script = [
  { say: 'Asking FIDO2 token for authentication.' },
  { say: 'Please confirm presence on security token to unlock.' },
];
export const needsPin: Script = [...asking, { say: 'Security token requires PIN.' }];
export const askPin: Step = { ask: 'Please enter security token PIN:' };
export const absent: Step = {
  say: 'Security token not present for unlocking volume lifeboat-state, please plug it in.',
};
export const opened: Script = [
  { say: 'Unlocked volume via automatically discovered security FIDO2 token.' },
  { sleep: 0.1 },
  { exit: 0 },
];
export const failed = (why: string): Script => [
  { say: `Failed to ask token for assertion: ${why}` },
  { say: 'Failed to unlock LUKS volume with FIDO2 token: Input/output error' },
  { exit: 1 },
];
export const askPassphrase: Step = {
  ask: 'Please enter passphrase for disk state:',
  id: 'cryptsetup:/dev/full',
};
export const passphraseRun: Script = [
  askPassphrase,
  { unless: 'right words', skip: 1 },
  { exit: 0 },
  { exit: 1 },
];

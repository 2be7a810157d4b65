/**
 * The text menu at a terminal of 40 columns, as a serial line with a braille display has it: every way
 * of a disk is offered, and the dialogue says the same as the screens.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import { openTerminal, type Typist } from '../helpers/typist.ts';
import { hasNamespaces, openUnlockTest, type UnlockTest } from '../helpers/unlock-namespace.ts';
import {
  absent,
  askPassphrase,
  askPin,
  asking,
  credential,
  fido2,
  needsPin,
  opened,
  otherCredential,
  passphraseRun,
  tokenInfo,
  tpm2,
  type Script,
} from '../helpers/unlock-scripts.ts';

const reason = hasNamespaces ? '' : ' (skipped: this machine permits no user namespaces)';
const cli = openLifeboat();
let test: UnlockTest;
let terminal: Typist;

beforeEach(async () => {
  test = await openUnlockTest(cli);
  test.header(fido2, { type: 'systemd-recovery' }, { ...tpm2, 'tpm2-pin': true });
  await test.plug(tokenInfo(8), [credential]);
});
afterEach(async () => {
  terminal.close();
  await test.close();
});

/** Opens the menu and takes the way with these words, by the number before it. */
async function unlockWith(way: RegExp, ...scripts: Script[]): Promise<void> {
  await test.script(...scripts);
  terminal = openTerminal(test.command(['menu'], { channel: false }));
  await terminal.sees(/Type a number/);
  terminal.types('3\r');
  await terminal.sees(/Unlock state\n-+\n/);
  await terminal.sees(/Back\nType a number/);
  const line = terminal.lines().findLast((each) => way.test(each));
  terminal.types(`${/^\d+/.exec(line ?? '')?.[0] ?? 'none'}\r`);
}

describe.skipIf(!hasNamespaces)(`the text menu${reason}`, () => {
  it('offers every way that the disk was set up for, on lines of at most 40 characters', async () => {
    await unlockWith(/Back/);
    await terminal.sees(/Lifeboat\n-+/);
    const text = terminal.lines().join('\n');
    for (const way of [
      '1. With the security token\n',
      '2. With the security chip (TPM)\n',
      '3. With the passphrase\n',
      '4. With the recovery key: typed, or in a\n   file on a USB stick\n',
    ])
      expect(text).toContain(way);
    for (const line of terminal.lines()) expect(line.length).toBeLessThanOrEqual(40);
  });

  it('token: insert, PIN with the tries left, touch, open, and nothing of the PIN is shown', async () => {
    await test.unplug();
    await unlockWith(/security token/, [
      absent,
      { wait: 'plugged' },
      ...needsPin,
      askPin,
      ...asking,
      { sleep: 2 },
      ...opened,
    ]);
    await terminal.sees(/Plug in the security token for\s+state\./);
    await test.plug(tokenInfo(3), [credential]);
    await test.write('plugged', '');
    await terminal.sees(/3 tries are left\.\nPIN of the security token for state: $/);
    terminal.types('4711\r');
    await terminal.sees(/Touch the security token now\./);
    await terminal.sees(/state is unlocked/);
    await terminal.sees(/Lifeboat\n-+/);
    expect(terminal.lines().join('\n')).not.toContain('4711');
    for (const line of terminal.lines()) expect(line.length).toBeLessThanOrEqual(40);
  });

  it('token: the last try is named before it is spent, a wrong one is named as such', async () => {
    const wrong = [...asking, { say: 'PIN of security token incorrect.' }];
    await test.plug(tokenInfo(2), [credential]);
    await unlockWith(/security token/, [
      ...needsPin,
      askPin,
      ...wrong,
      askPin,
      ...asking,
      ...opened,
    ]);
    await terminal.sees(/2 tries are left/);
    terminal.types('12\r');
    await terminal.sees(/too short, so it was not\s+tried\.\n2 tries are left/);
    await test.plug(tokenInfo(1), [credential]);
    terminal.types('1111\r');
    await terminal.sees(/That was not right\.\nOne try is left\.\nThis is the last try/);
    terminal.types('4711\r');
    await terminal.sees(/state is unlocked/);
  });

  it('token: one of another disk is told from the right one', async () => {
    await test.plug(tokenInfo(8), [otherCredential]);
    await unlockWith(/security token/, [absent]);
    await terminal.sees(/does not open\s+state/);
    terminal.types('\u001b');
    await terminal.sees(/was stopped/);
  });

  it('another way is one key away, while a touch is awaited and, after Tab, while a PIN is typed', async () => {
    await unlockWith(
      /security token/,
      [...needsPin, askPin, { exit: 1 }],
      [...asking, { sleep: 20 }],
      passphraseRun,
    );
    await terminal.sees(/PIN of the security token for state: $/);
    terminal.types('\t');
    await terminal.sees(/2\. use the passphrase/);
    terminal.types('1');
    await terminal.sees(/Now with another way/);
    await terminal.sees(/Press a number for another way/);
    terminal.types('\u001b');
    await terminal.sees(/was stopped/);
  });

  it('security chip: asks for its PIN', async () => {
    await unlockWith(/security chip/, [
      { ask: 'Please enter TPM2 PIN:' },
      { sleep: 0.1 },
      { exit: 0 },
    ]);
    await terminal.sees(/Asking the security chip/);
    await terminal.sees(/PIN of the security chip for state: $/);
    terminal.types('11\r');
    await terminal.sees(/state is unlocked/);
  });

  it('recovery key: what is none is not tried, any spelling is taken', async () => {
    const key = 'cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv-cbdefghi-jklnrtuv';
    await unlockWith(/recovery key/, [
      askPassphrase,
      { unless: key, skip: 1 },
      { exit: 0 },
      { exit: 1 },
    ]);
    await terminal.sees(/Recovery key for state: $/);
    terminal.types('not a key\r');
    await terminal.sees(/This is not a recovery key/);
    await terminal.sees(/Recovery key for state: $/);
    terminal.types(`${key.toUpperCase().replaceAll('-', ' ')}\r`);
    await terminal.sees(/state is unlocked/);
  });

  it('passphrase: tries go down, and the menu is back when it is open', async () => {
    const wrong = 'Failed to activate with specified passphrase. (Passphrase incorrect?)';
    await unlockWith(/passphrase/, [askPassphrase, { say: wrong }, askPassphrase, { exit: 0 }]);
    await terminal.sees(/Passphrase for state: $/);
    terminal.types('wrong words\r');
    await terminal.sees(/That was not right\.\n4 tries are left\.\nPassphrase for state: $/);
    terminal.types('right words\r');
    await terminal.sees(/state is unlocked/);
    await terminal.sees(/Type a number/);
  });
});

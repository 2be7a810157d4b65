/**
 * Unlocking with a security token: the helper says and asks what the real one was recorded to say and
 * ask (test/fixtures/transcripts), in its own time, and a test plays the person and the token.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLifeboat } from '../helpers/lifeboat-cli.ts';
import {
  hasNamespaces,
  openUnlockTest,
  type Step,
  type UnlockTest,
} from '../helpers/unlock-namespace.ts';
import {
  absent,
  askPassphrase,
  askPin,
  asking,
  credential,
  failed,
  fido2,
  needsPin,
  opened,
  otherCredential,
  passphraseRun,
  tokenInfo,
  tpm2,
} from '../helpers/unlock-scripts.ts';

const reason = hasNamespaces ? '' : ' (skipped: this machine permits no user namespaces)';
const cli = openLifeboat();
let test: UnlockTest;

beforeEach(async () => {
  test = await openUnlockTest(cli);
  test.header(fido2, { type: 'systemd-recovery' });
  await test.plug(tokenInfo(8), [credential]);
});
afterEach(() => test.close());

const unlock = (...more: string[]) => test.start(['unlock', '/dev/full', ...more]);
const phases = () => test.views().map(({ phase }) => phase);
const answer = async (secret: string | null) =>
  test.channel.answer((await test.secret()).id, secret);
const choose = async (id: string | null, isStanding = true) =>
  test.channel.answer((await test.offer(isStanding)).id, id);

describe.skipIf(!hasNamespaces)(`with a security token${reason}`, () => {
  it('PIN and touch: says the tries before the PIN, asks for the touch after it, opens', async () => {
    await test.script([...needsPin, askPin, ...asking, { sleep: 1.6 }, ...opened]);
    const { ended } = unlock();
    const question = await test.secret();
    expect(question).toMatchObject({ kind: 'pin', triesLeft: 8, retry: false });
    expect(phases()).not.toContain('touch-now');
    test.channel.answer(question.id, '4711');
    await test.phase('touch-now');
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Touch the security token now.');
    const [[args] = []] = await test.runs();
    expect(args?.at(-1)).toBe(
      'luks,fido2-device=auto,token-timeout=30s,password-cache=no,tries=0,read-only',
    );
    expect(stdout + stderr + JSON.stringify(test.channel.events)).not.toContain('4711');
  });

  it('touch only: asks for nothing but the touch', async () => {
    await test.script([...asking, { sleep: 0.6 }, ...opened]);
    expect((await unlock().ended).exitCode).toBe(0);
    expect(phases()).toEqual(['looking-for-token', 'touch-now', 'opening', 'unlocked']);
  });

  it('verification on the token: says so, and explains a refusal', async () => {
    const verify: Step = { say: 'Please verify user on security token to unlock.' };
    await test.script([...asking, verify, { sleep: 0.6 }, ...failed('FIDO_ERR_UV_INVALID')]);
    const { ended } = unlock();
    await test.phase('verify-on-token');
    await choose(null, false);
    await ended;
    expect(test.failures()).toEqual(['UNLOCK-16']);
  });

  it('wrong PIN twice: the tries go down, and the last one is named as the last', async () => {
    const wrong: Step[] = [...asking, { say: 'PIN of security token incorrect.' }];
    await test.plug(tokenInfo(3), [credential]);
    await test.script([
      ...needsPin,
      askPin,
      ...wrong,
      askPin,
      ...wrong,
      askPin,
      ...asking,
      ...opened,
    ]);
    const { ended } = unlock();
    await answer('1111');
    await test.plug(tokenInfo(2), [credential]);
    const second = await test.secret();
    await test.plug(tokenInfo(1), [credential]);
    expect(second).toMatchObject({ retry: true });
    test.channel.answer(second.id, '2222');
    const third = await test.secret();
    expect(third).toMatchObject({ retry: true, triesLeft: 1 });
    test.channel.answer(third.id, '4711');
    expect((await ended).exitCode).toBe(0);
  });

  it('a PIN that is too short is asked for again and never sent', async () => {
    await test.script([...needsPin, askPin, ...asking, ...opened]);
    const { ended } = unlock();
    await answer('12');
    await answer('4711');
    expect((await ended).exitCode).toBe(0);
  });

  it('three wrong in a row: says to pull the token out, and goes on when it is back', async () => {
    const blocked: Step[] = [
      { say: 'PIN of security token is blocked, please remove/reinsert token.' },
      { say: 'Failed to unlock LUKS volume with FIDO2 token: Owner died' },
      { exit: 1 },
    ];
    await test.script([...needsPin, askPin, ...asking, ...blocked], [...asking, ...opened]);
    const { ended } = unlock();
    await answer('1111');
    await test.phase('pin-blocked-until-reinserted');
    await test.offer(false);
    await test.unplug();
    await test.plug(tokenInfo(5), [credential]);
    expect((await ended).exitCode).toBe(0);
    expect(test.views().some(({ note }) => note === 'unlock.note.token-back')).toBe(true);
  });

  it('blocked for good: no PIN is asked for again; the passphrase opens', async () => {
    await test.script(
      [...needsPin, askPin, ...asking, ...failed('FIDO_ERR_PIN_BLOCKED')],
      passphraseRun,
    );
    const { ended } = unlock();
    await answer('1111');
    await choose('passphrase', false);
    const question = await test.secret();
    expect(question.kind).toBe('passphrase');
    test.channel.answer(question.id, 'right words');
    expect((await ended).exitCode).toBe(0);
    expect(test.views().find(({ failure }) => failure)?.failure?.code).toBe('UNLOCK-06');
  });

  it('a token that has no tries left is not asked for a PIN', async () => {
    await test.plug(tokenInfo(0), [credential]);
    await test.script([...needsPin, askPin, { exit: 1 }], passphraseRun);
    const { ended } = unlock();
    await choose('passphrase', false);
    await answer('right words');
    expect((await ended).exitCode).toBe(0);
    expect(test.views().find(({ failure }) => failure)?.failure?.code).toBe('UNLOCK-06');
    const asked = test.channel.events.flatMap((event) =>
      event.type === 'question' ? [event.question.kind] : [],
    );
    expect(asked).not.toContain('pin');
    expect(await test.read('heard')).toBe('cancelled\n');
  });

  it('a touch that came too late is said and waited for again with the same PIN, twice at most', async () => {
    const late = failed('FIDO_ERR_USER_ACTION_TIMEOUT');
    const touchLate: Step[] = [...needsPin, askPin, ...asking, { sleep: 1.6 }, ...late];
    await test.script(touchLate);
    const { ended } = unlock();
    await answer('4711');
    await choose(null, false);
    expect((await ended).exitCode).toBe(1);
    expect(await test.runs()).toHaveLength(3);
    expect(test.failures()).toEqual(['UNLOCK-09']);
    const asked = test.channel.events.filter(
      (event) => event.type === 'question' && event.question.kind === 'pin',
    );
    expect(asked).toHaveLength(1);
    expect(test.views().some(({ note }) => note === 'unlock.note.touch-again')).toBe(true);
  });

  it('pulled out during the touch: says so and waits for it', async () => {
    await test.script(
      [...asking, { sleep: 0.5 }, ...failed('FIDO_ERR_RX')],
      [absent, { wait: 'back' }, ...asking, { sleep: 0.5 }, ...opened],
    );
    const { ended } = unlock();
    await test.phase('touch-now');
    await test.unplug();
    await test.phase('insert-token');
    await test.plug(tokenInfo(8), [credential]);
    await test.write('back', '');
    expect((await ended).exitCode).toBe(0);
    expect(test.views().some(({ note }) => note === 'unlock.note.token-lost')).toBe(true);
  });

  it('hot-plug: waits for the token and goes on by itself', async () => {
    await test.unplug();
    await test.script([absent, { wait: 'plugged' }, ...asking, { sleep: 0.5 }, ...opened]);
    const { ended } = unlock();
    expect((await test.phase('insert-token')).token).toBeNull();
    await test.plug(tokenInfo(8), [credential]);
    await test.write('plugged', '');
    expect((await ended).exitCode).toBe(0);
  });

  it('pulled out while its PIN is typed: says so at once, and asks again when it is back', async () => {
    await test.script(
      [...needsPin, askPin, { exit: 1 }],
      [absent, { wait: 'back' }, ...needsPin, askPin, ...asking, ...opened],
    );
    const { ended } = unlock();
    const first = await test.secret();
    await test.unplug();
    await test.phase('insert-token');
    expect(test.channel.events).toContainEqual({ type: 'question-closed', id: first.id });
    expect(test.views().some(({ note }) => note === 'unlock.note.token-lost')).toBe(true);
    await test.plug(tokenInfo(8), [credential]);
    await test.write('back', '');
    await answer('4711');
    expect((await ended).exitCode).toBe(0);
  });

  it('a wrong token is told from none, also when it is plugged in later', async () => {
    await test.unplug();
    await test.script([absent]);
    const { ended } = unlock();
    await test.phase('insert-token');
    await test.plug(tokenInfo(8), [otherCredential]);
    await test.phase('wrong-token');
    await choose(null);
    await ended;
    expect(test.failures()).toEqual(['UNLOCK-03']);
  });

  it('a token without hmac-secret is named as one that can’t', async () => {
    await test.plug('extension strings: credProtect\noptions: rk, up\n', [credential]);
    await test.script([
      {
        say: 'Specified device /dev/hidraw0 is a FIDO2 device, but does not support the required HMAC-SECRET extension.',
      },
      absent,
    ]);
    const { ended } = unlock();
    const view = await test.phase('wrong-token');
    expect(view.lacks).toBe('hmac-secret');
    await choose(null);
    await ended;
  });

  it('a token that still waits for an earlier touch is given time', async () => {
    const busy: Step[] = [{ say: 'Specified device /dev/hidraw0 is not a FIDO2 device.' }, absent];
    await test.script(busy, [...asking, { sleep: 0.5 }, ...opened]);
    expect((await unlock().ended).exitCode).toBe(0);
    expect(test.views().some(({ note }) => note === 'unlock.note.token-busy')).toBe(true);
  });

  it('a volume that wants a PIN and a token that has none: says which', async () => {
    await test.script([
      { say: 'PIN required to unlock, but FIDO2 device /dev/hidraw0 does not support it.' },
      { exit: 1 },
    ]);
    const { ended } = unlock();
    await choose(null, false);
    await ended;
    expect(test.failures()).toEqual(['UNLOCK-12']);
  });

  it('PIN asked for ever: stops after the second question, never hands the PIN in again', async () => {
    const again: Step[] = [{ say: 'Security token requires PIN.' }, askPin];
    await test.script([...again, ...again, ...again, { exit: 1 }]);
    const { ended } = unlock();
    await answer('4711');
    await choose(null, false);
    await ended;
    expect(test.failures()).toEqual(['UNLOCK-13']);
    expect(await test.read('heard')).toBe('cancelled\n');
  });

  it('no token in time: the helper’s passphrase question is not passed on; the person chooses', async () => {
    await test.unplug();
    const timeout: Step = {
      say: 'Timed out waiting for security device, aborting security device based authentication attempt.',
    };
    await test.script([absent, { sleep: 0.2 }, timeout, askPassphrase, { exit: 1 }], passphraseRun);
    const { ended } = unlock();
    const choice = await test.offer(false);
    expect(choice.choices.map(({ id }) => id)).toEqual(['retry', 'passphrase', 'recovery-key']);
    expect(test.views().at(-1)).toMatchObject({
      phase: 'timed-out',
      failure: { code: 'UNLOCK-10' },
    });
    test.channel.answer(choice.id, 'passphrase');
    await answer('right words');
    expect((await ended).exitCode).toBe(0);
  });

  it('the passphrase is one answer away while a touch is awaited, and the change is said', async () => {
    await test.script([...asking, { sleep: 20 }], passphraseRun);
    const { ended } = unlock();
    await test.phase('touch-now');
    await choose('passphrase');
    await answer('right words');
    expect((await ended).exitCode).toBe(0);
    expect(await test.read('heard')).toContain('ended by a signal');
    expect(test.views().some(({ note }) => note === 'unlock.note.switched')).toBe(true);
  });

  it('the passphrase is one answer away while a PIN is asked for', async () => {
    await test.script([...needsPin, askPin, { exit: 1 }], passphraseRun);
    const { ended } = unlock();
    const pin = await test.secret();
    await choose('passphrase');
    await answer('right words');
    expect((await ended).exitCode).toBe(0);
    expect(test.channel.events).toContainEqual({ type: 'question-closed', id: pin.id });
    expect(await test.read('heard')).toBe('cancelled\n');
  });

  it('the list names the disk and what opens it', async () => {
    const { stdout } = await test.start(['unlock', '--list', '--json'], { channel: false }).ended;
    const methods = ['fido2', 'passphrase', 'recovery-key'];
    expect(JSON.parse(stdout)).toMatchObject({
      volumes: [{ device: '/dev/full', name: 'state', openedAs: null, methods }],
    });
  });

  it('two tokens enrolled: either is looked for', async () => {
    test.header(fido2, { ...fido2, 'fido2-credential': otherCredential });
    await test.plug(tokenInfo(8), [otherCredential]);
    await test.script([...needsPin, askPin, ...asking, ...opened]);
    const { ended } = unlock();
    expect(await test.secret()).toMatchObject({ triesLeft: 8 });
    await choose(null);
    expect((await ended).exitCode).toBe(1);
  });
});

// The TPM's lines are systemd 257's own sentences (cryptsetup.c, tpm2-util.c), not recorded ones.
describe.skipIf(!hasNamespaces)(`with the TPM${reason}`, () => {
  const mismatch: Step[] = [
    {
      say: 'TPM policy does not match current system state. Either system has been tempered with or policy out-of-date: Operation not permitted',
    },
    {
      say: 'No TPM2 metadata matching the current system state found in LUKS2 header, falling back to traditional unlocking.',
    },
    askPassphrase,
    { exit: 0 },
  ];

  it('opens without a question', async () => {
    test.header(tpm2);
    await test.script([{ sleep: 0.1 }, { exit: 0 }]);
    expect((await unlock().ended).exitCode).toBe(0);
    const [[args] = []] = await test.runs();
    expect(args?.at(-1)).toContain('tpm2-device=auto');
  });

  it('measurements that differ: says why, then goes on to the next method', async () => {
    test.header(tpm2);
    await test.script(mismatch, passphraseRun);
    const { ended } = unlock();
    const question = await test.secret();
    expect(question.kind).toBe('passphrase');
    expect(test.views().map(({ failure }) => failure?.code)).toContain('UNLOCK-14');
    expect(test.views().at(-1)?.note).toBe('failure.UNLOCK-14.what');
    test.channel.answer(question.id, 'right words');
    const { exitCode, stdout } = await ended;
    expect([exitCode, stdout.match(/keeps its key back/g)?.length]).toEqual([0, 1]);
  });

  it.each([
    ['asked for by name, it does not go on by itself', false],
    ['says why also where the helper ends before all questions have been looked through', true],
  ])('%s', async (_, isCrowded) => {
    if (isCrowded) await test.write('crowd', '');
    test.header(tpm2);
    await test.script(mismatch);
    const { ended } = unlock('--method', 'tpm2');
    await choose(null, false);
    await ended;
    expect(test.failures()).toEqual(['UNLOCK-14']);
  });

  it('asks for its PIN, and again after a wrong one', async () => {
    test.header({ ...tpm2, 'tpm2-pin': true });
    const pin: Step = { ask: 'Please enter TPM2 PIN:' };
    await test.script([pin, { say: 'Bad PIN.' }, pin, { sleep: 0.1 }, { exit: 0 }]);
    const { ended } = unlock();
    const first = await test.secret();
    expect(first).toMatchObject({ kind: 'tpm2-pin', retry: false });
    test.channel.answer(first.id, '11');
    const second = await test.secret();
    expect(second.retry).toBe(true);
    test.channel.answer(second.id, '22');
    expect((await ended).exitCode).toBe(0);
  });
});

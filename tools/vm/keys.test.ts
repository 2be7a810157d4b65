import { describe, expect, it } from 'vitest';
import { charToQcodes, chordToQcodes } from './keys.ts';

describe('charToQcodes', () => {
  it.each([
    ['a', ['a']],
    ['Z', ['shift', 'z']],
    ['7', ['7']],
    ['-', ['minus']],
    ['_', ['shift', 'minus']],
    ['?', ['shift', 'slash']],
    ['\n', ['ret']],
  ])('types %j', (char, qcodes) => {
    expect(charToQcodes(char)).toEqual(qcodes);
  });

  it('reaches every printable ASCII character', () => {
    const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
    expect(printable.filter((char) => charToQcodes(char) === undefined)).toEqual([]);
  });

  it('has no key for a letter that a US keyboard lacks', () => {
    expect(charToQcodes('ß')).toBeUndefined();
  });
});

describe('chordToQcodes', () => {
  it.each([
    ['Super+Alt+S', ['meta_l', 'alt', 's']],
    ['Shift+Tab', ['shift', 'tab']],
    ['Enter', ['ret']],
    ['Escape', ['esc']],
    ['F12', ['f12']],
    ['Insert+T', ['insert', 't']],
    ['Numpad8', ['kp_8']],
    ['CapsLock', ['caps_lock']],
    ['Ctrl+Alt+Delete', ['ctrl', 'alt', 'delete']],
  ])('presses %s', (chord, qcodes) => {
    expect(chordToQcodes(chord)).toEqual(qcodes);
  });

  it.each(['F13', 'Hyper+X', ''])('refuses %j', (chord) => {
    expect(() => chordToQcodes(chord)).toThrow(RangeError);
  });
});

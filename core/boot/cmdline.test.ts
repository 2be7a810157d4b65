import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getCmdlineValue } from './cmdline.ts';

describe('kernel command lines', () => {
  it.each([
    ['quiet roothash=aa x="b c" roothash=bb', 'roothash', 'bb'],
    ['x="b c"', 'x', 'b c'],
    ["x='b c' y=1", 'x', 'b c'],
    ['"x=b c" y', 'x', 'b c'],
    [`x=a"b 'c"'d "e' f`, 'x', `ab 'cd "e`],
    ['x="open to the end', 'x', 'open to the end'],
    ['x=', 'x', ''],
    ['x', 'x', null],
    ['roothash=aa', 'hash', null],
    ['xroothash=aa', 'roothash', null],
    ['a\tusrhash=cc\nb', 'usrhash', 'cc'],
    ['a=b=c', 'a', 'b=c'],
    ['', 'a', null],
  ])('%j has for %s the value %j', (cmdline, key, expected) => {
    expect(getCmdlineValue(cmdline, key)).toBe(expected);
  });

  it('finds any quoted value again', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (value, rest) => {
        fc.pre(!value.includes('"') && !/["']/.test(rest));
        expect(getCmdlineValue(`${rest} key="${value}"`, 'key')).toBe(value);
      }),
    );
  });
});

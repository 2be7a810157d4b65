import { describe, expect, it } from 'vitest';
import { measurePicture, parsePpm } from './screen.ts';

const ppm = (width: number, height: number, pixels: number[]) =>
  Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.from(pixels)]);

describe('parsePpm', () => {
  it('reads size and pixels', () => {
    const image = parsePpm(ppm(2, 1, [1, 2, 3, 4, 5, 6]));
    expect(image).toEqual({ width: 2, height: 1, pixels: Buffer.from([1, 2, 3, 4, 5, 6]) });
  });

  it.each([
    ['cut short', ppm(2, 1, [1, 2, 3])],
    ['of another format', Buffer.from('P5\n1 1\n255\n0')],
    ['empty', Buffer.alloc(0)],
  ])('refuses a file that is %s', (_, data) => {
    expect(parsePpm(data)).toBeUndefined();
  });
});

describe('measurePicture', () => {
  it('finds background and number of colours', () => {
    const pixels = Buffer.from([255, 0, 16, 0, 0, 0, 255, 0, 16, 255, 0, 16]);
    expect(measurePicture(4, 1, pixels)).toMatchObject({
      colours: 2,
      background: '#ff0010',
      backgroundShare: 0.75,
    });
  });

  it('gives equal pictures equal digests', () => {
    const black = measurePicture(1, 1, Buffer.from([0, 0, 0]));
    const white = measurePicture(1, 1, Buffer.from([255, 255, 255]));
    expect(black.digest).not.toBe(white.digest);
    expect(measurePicture(1, 1, Buffer.from([0, 0, 0])).digest).toBe(black.digest);
  });
});

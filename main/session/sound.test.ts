import { describe, expect, it } from 'vitest';
import { makeEarcon, parsePcmList } from './sound.ts';

describe('parsePcmList', () => {
  it('finds each card that can play once, and none that only records', () => {
    const text = `00-00: ALC887 Analog : ALC887 Analog : playback 1 : capture 1
00-01: ALC887 Digital : ALC887 Digital : playback 1
01-00: USB Audio : USB Audio : capture 1
02-03: HDMI 0 : HDMI 0 : playback 1
`;
    expect(parsePcmList(text)).toEqual([0, 2]);
    expect(parsePcmList('')).toEqual([]);
  });
});

describe('makeEarcon', () => {
  const wav = makeEarcon();
  const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.length - 44) / 2);

  it('is a WAV file whose header tells its length', () => {
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.readUInt32LE(40)).toBe(samples.length * 2);
  });

  it('is heard, does not clip, and begins and ends without a click', () => {
    const peak = Math.max(...samples.map(Math.abs));
    expect(peak).toBeGreaterThan(8000);
    expect(peak).toBeLessThan(20_000);
    expect(Math.abs(samples[0]!)).toBeLessThan(50);
    expect(Math.abs(samples.at(-1)!)).toBeLessThan(50);
  });
});

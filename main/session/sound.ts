/**
 * Sound without a sound server: each card of the machine is played to, because nobody can say yet
 * on which of them somebody listens. The earcon is made here, so that no sound file has to be kept.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const pcmList = '/proc/asound/pcm';

/** The numbers of the cards that can play, from the text of /proc/asound/pcm. */
export function parsePcmList(text: string): number[] {
  const cards = text
    .split('\n')
    .filter((line) => /: playback \d/.test(line))
    .map((line) => parseInt(line, 10));
  return [...new Set(cards)];
}

/** The sound cards of this machine that can play; none where there is no sound. */
export async function listSoundCards(): Promise<number[]> {
  return parsePcmList(await readFile(pcmList, 'utf8').catch(() => ''));
}

/** Plays a WAV file on a card; gives false when the card refuses, or `signal` ends it. */
export async function play(wav: Buffer, card: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const player = spawn('aplay', ['--quiet', `--device=sysdefault:CARD=${String(card)}`, '-'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      ...(signal === undefined ? {} : { signal }),
    });
    player.once('error', () => {
      resolve(false);
    });
    player.once('exit', (code) => {
      resolve(code === 0);
    });
    player.stdin.on('error', () => undefined);
    player.stdin.end(wav);
  });
}

const rate = 22_050;
const headerBytes = 44;

/** A WAV file (mono, 16 bit) of `samples` between -1 and 1. */
function formatWav(samples: Float32Array): Buffer {
  const data = samples.length * 2;
  const wav = Buffer.alloc(headerBytes + data);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(headerBytes - 8 + data, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(data, 40);
  samples.forEach((sample, i) =>
    wav.writeInt16LE(Math.round(sample * 32_767), headerBytes + 2 * i),
  );
  return wav;
}

/** The earcon: two soft notes, the second a fifth above the first. The screen is ready. */
export function makeEarcon(): Buffer {
  const notes = [523.25, 783.99];
  const noteSeconds = 0.22;
  const noteSamples = Math.round(noteSeconds * rate);
  const samples = new Float32Array(notes.length * noteSamples);
  for (let i = 0; i < samples.length; i += 1) {
    const seconds = (i % noteSamples) / rate;
    const frequency = notes[Math.floor(i / noteSamples)]!;
    const envelope = Math.min(1, seconds / 0.01) * (1 - seconds / noteSeconds) ** 2;
    samples[i] = 0.4 * envelope * Math.sin(2 * Math.PI * frequency * seconds);
  }
  return formatWav(samples);
}

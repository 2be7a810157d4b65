/**
 * A short tone for each thing that can be wanted, so that one who listens knows before the sentence is
 * said: plugging in rises, a touch knocks three times, a secret is one soft tone, a mistake is low, an
 * open disk rises to a chord.
 */
import type { UnlockPhase } from '../../../core/unlock/unlock-state.ts';

export type Tone = 'insert' | 'touch' | 'secret' | 'wrong' | 'open';

const toneOf: Partial<Record<UnlockPhase, Tone>> = {
  'insert-token': 'insert',
  'wrong-token': 'wrong',
  'token-needs-pin': 'secret',
  'tpm-needs-pin': 'secret',
  passphrase: 'secret',
  'recovery-key': 'secret',
  'touch-now': 'touch',
  'verify-on-token': 'touch',
  'pin-wrong': 'wrong',
  'pin-blocked-until-reinserted': 'wrong',
  'pin-blocked-for-good': 'wrong',
  failed: 'wrong',
  'timed-out': 'wrong',
  unlocked: 'open',
};

/** The tone of a phase, null where nothing new is wanted. */
export const getTone = (phase: UnlockPhase): Tone | null => toneOf[phase] ?? null;

/** Each note: frequency in hertz, start and length in seconds. */
const notes: Record<Tone, readonly (readonly [number, number, number])[]> = {
  insert: [
    [523, 0, 0.12],
    [659, 0.14, 0.16],
  ],
  touch: [
    [784, 0, 0.07],
    [784, 0.12, 0.07],
    [784, 0.24, 0.07],
  ],
  secret: [[587, 0, 0.18]],
  wrong: [
    [262, 0, 0.14],
    [208, 0.15, 0.2],
  ],
  open: [
    [523, 0, 0.1],
    [659, 0.1, 0.1],
    [784, 0.2, 0.25],
  ],
};
const loudness = 0.08;

let context: AudioContext | null = null;

/** Plays a tone where the machine can; silence where it can't. */
export function playTone(tone: Tone): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  const now = context.currentTime;
  for (const [frequency, start, length] of notes[tone]) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = frequency;
    // Without a soft beginning and end each note clicks.
    gain.gain.setValueAtTime(0, now + start);
    gain.gain.linearRampToValueAtTime(loudness, now + start + 0.01);
    gain.gain.linearRampToValueAtTime(0, now + start + length);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(now + start);
    oscillator.stop(now + start + length);
  }
}

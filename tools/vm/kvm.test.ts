import { describe, expect, it } from 'vitest';
import { decideAccelerator, makeProbeRom } from './kvm.ts';

describe('decideAccelerator', () => {
  it('uses KVM when the guest ends quickly with the value that only it can produce', () => {
    const choice = decideAccelerator({ status: 85, milliseconds: 700 });
    expect(choice).toEqual({ accelerator: 'kvm', why: 'a guest under KVM took 0.7 s' });
  });

  it.each([
    ['crawls', { status: 85, milliseconds: 3001 }, /crawls \(3\.0 s\)/],
    ['hangs', { status: 'timeout', milliseconds: 6000 }, /did not finish within 6\.0 s/],
    ['aborts', { status: 'SIGABRT', milliseconds: 50 }, /ended with SIGABRT/],
    ['fails to start', { status: 1, milliseconds: 50 }, /ended with 1/],
  ])('emulates when KVM %s', (_, result, why) => {
    const choice = decideAccelerator(result);
    expect(choice.accelerator).toBe('tcg');
    expect(choice.why).toMatch(why);
  });
});

describe('makeProbeRom', () => {
  it('starts at the reset vector and jumps to its first byte', () => {
    const rom = makeProbeRom();
    expect(rom).toHaveLength(65_536);
    expect(rom[0]).toBe(0xfa);
    expect([...rom.subarray(65_520, 65_525)]).toEqual([0xea, 0, 0, 0, 0xf0]);
  });
});

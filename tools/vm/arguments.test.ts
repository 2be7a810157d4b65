import { describe, expect, it } from 'vitest';
import { buildArguments } from './arguments.ts';

describe('buildArguments', () => {
  const places = { runDir: '/run', socketDir: '/sock', firmware: '/fw', toolsTree: '/tree' };

  it('starts paused, headless and emulated unless told otherwise', () => {
    const args = buildArguments({ accelerator: 'tcg' }, places);
    expect(args).toContain('-S');
    expect(args.join(' ')).toContain('-accel tcg,thread=multi -cpu max,la57=off');
    expect(args.join(' ')).toContain('-display none');
  });

  it('doubles the commas of kernel words, which QEMU would split at', () => {
    const args = buildArguments({ accelerator: 'kvm', kernelWords: 'console=ttyS0,9600' }, places);
    expect(args.at(-1)).toBe(
      'type=11,value=io.systemd.stub.kernel-cmdline-extra=console=ttyS0,,9600',
    );
  });

  it('spares an emulated processor what guards against speculation', () => {
    const args = buildArguments({ accelerator: 'tcg', kernelWords: 'quiet' }, places);
    expect(args.at(-1)).toMatch(/=mitigations=off quiet$/);
    expect(buildArguments({ accelerator: 'kvm' }, places)).not.toContain('-smbios');
  });

  it('gives a machine a security chip only where one was asked for', () => {
    const chip = 'emulator,id=tpm,chardev=tpm';
    expect(buildArguments({ accelerator: 'tcg', hasTpm: true }, places)).toContain(chip);
    expect(buildArguments({ accelerator: 'tcg' }, places)).not.toContain(chip);
  });
});

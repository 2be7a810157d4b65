import { describe, expect, it } from 'vitest';
import type { Action } from '../model/plan.ts';
import { findFatNameFault } from './fat-names.ts';
import { isSafeAction } from './safe-actions.ts';
import { parseNamedVersion, parseStagedName } from './staging.ts';

const rename = (from: string, to: string, place: 'esp' | 'system' = 'esp'): Action => ({
  kind: 'rename-entry',
  place,
  from,
  to,
});
const move = (from: string, to: string, place: 'esp' | 'system' = 'esp'): Action => ({
  kind: 'move-file',
  place,
  from,
  to,
});

describe('isSafeAction', () => {
  it.each([
    rename('EFI/Linux/a_1+2-1.efi', 'EFI/Linux/a_1+0-1.efi'),
    rename('loader/entries/a.conf', 'loader/entries/a+3.conf'),
    move('EFI/Linux/a_1.efi.part', 'EFI/Linux/a_1+3.efi'),
    move('EFI/Linux/a_1+3.efi', 'lifeboat/aside/a_1+3.efi'),
    move('lifeboat/aside/a_1.efi.2', 'EFI/Linux/a_1.efi'),
    move('var/lib/extensions/.sysupdate.pending.t.raw', 'var/lib/extensions/t.raw', 'system'),
    {
      kind: 'set-link',
      place: 'system',
      path: 'var/lib/extensions/t.raw',
      to: '../extensions.d/t-1.raw',
    },
    { kind: 'set-loader-default', to: null },
    { kind: 'set-default-subvolume', to: '257' },
  ] satisfies Action[])('takes what plans do: %j', (action) => {
    expect(isSafeAction(action)).toBe(true);
  });

  it.each([
    rename('EFI/Linux/a_1+2-1.efi', 'EFI/Linux/b_1+0-1.efi'),
    rename('EFI/Linux/a.efi', 'EFI/BOOT/a.efi'),
    rename('EFI/BOOT/BOOTX64.EFI', 'EFI/BOOT/BOOTX64+1.EFI'),
    rename('EFI/Linux/lifeboat_1.efi', 'EFI/Linux/lifeboat_1+0.efi'),
    rename('var/lib/extensions/a.efi', 'var/lib/extensions/a+1.efi', 'system'),
    rename('EFI/Linux/../../a.efi', 'EFI/Linux/../../a+1.efi'),
    move('EFI/Linux/a_1.efi', 'EFI/Linux/b_1.efi'),
    move('EFI/Linux/a_1.efi.part', 'EFI/Linux/a_2.efi'),
    move('etc/passwd', 'var/lib/lifeboat/aside/passwd', 'system'),
    move('lifeboat/aside/evil.efi', 'EFI/Linux/a_1.efi'),
    move('lifeboat/aside/a', 'lifeboat/aside/b'),
    move('EFI/Linux/.lifeboat_1.efi', 'lifeboat/aside/.lifeboat_1.efi'),
    { kind: 'set-link', place: 'system', path: 'var/lib/extensions/t.raw', to: '/etc/shadow' },
    { kind: 'set-link', place: 'system', path: 'etc/shadow', to: '../extensions.d/t-1.raw' },
    { kind: 'set-loader-default', to: 'a\ntimeout 0' },
    { kind: 'set-default-subvolume', to: '257; reboot' },
  ] satisfies Action[])('refuses what they never do: %j', (action) => {
    expect(isSafeAction(action)).toBe(false);
  });
});

describe('names', () => {
  it.each([
    ['a.efi.part', 'a.efi'],
    ['a.raw.new', 'a.raw'],
    ['.sysupdate.partial.a.efi', 'a.efi'],
    ['.sysupdate.pending.a.efi', 'a.efi'],
    ['.#sysupdatea_1.efi0123456789abcdef', 'a_1.efi'],
    ['a.efi', null],
    ['.part', null],
  ])('%s is staged for %s', (name, final) => {
    expect(parseStagedName(name)).toBe(final);
  });

  it.each([
    ['demo_1.1+3-0.efi', '1.1'],
    ['demo_1.1.root.raw', '1.1'],
    ['network-tools-1.0', '1.0'],
    ['demo.efi', null],
  ])('%s names the version %s', (name, version) => {
    expect(parseNamedVersion(name)).toBe(version);
  });

  it.each(['a:b', 'a.', 'a ', 'CON', 'nul.efi', 'a\tb', '', '..', 'x'.repeat(256)])(
    'FAT cannot keep %j',
    (name) => {
      expect(findFatNameFault(name)).not.toBeNull();
    },
  );

  it.each(['demo_1.1+2-1.efi', 'ünïcode.efi', 'x'.repeat(255), 'console.efi'])(
    'FAT can keep %j',
    (name) => {
      expect(findFatNameFault(name)).toBeNull();
    },
  );
});

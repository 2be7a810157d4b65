import { describe, expect, it } from 'vitest';
import { parseType1 } from './type1.ts';

describe('type #1 entries', () => {
  it('reads every key of the specification', () => {
    expect(
      parseType1(
        [
          '# /loader/entries/demo.conf',
          'title        Demo 19 (Rawhide)',
          'sort-key     demo',
          'machine-id   6a9857a393724b7a981ebb5b8495b9ea',
          'version      3.8.0-2.fc19.x86_64',
          'options      root=UUID=6d3376e4 quiet',
          'options      "a quoted one"',
          'architecture x64',
          'linux        /6a98/3.8.0/linux',
          'initrd       6a98/3.8.0/microcode',
          'initrd       /6a98/3.8.0/initrd',
          'devicetree   6a98/3.8.0/board.dtb',
          'devicetree-overlay /o/a.dtbo /o/b.dtbo',
          'profile      2',
          'extra        /6a98/3.8.0/site.cred',
          'grub_class   demo',
        ].join('\n'),
      ),
    ).toEqual({
      title: 'Demo 19 (Rawhide)',
      sortKey: 'demo',
      machineId: '6a9857a393724b7a981ebb5b8495b9ea',
      version: '3.8.0-2.fc19.x86_64',
      cmdline: 'root=UUID=6d3376e4 quiet a quoted one',
      architecture: 'x86-64',
      isUnknownArchitecture: false,
      program: '/6a98/3.8.0/linux',
      files: [
        '/6a98/3.8.0/linux',
        '/6a98/3.8.0/microcode',
        '/6a98/3.8.0/initrd',
        '/6a98/3.8.0/board.dtb',
        '/o/a.dtbo',
        '/o/b.dtbo',
        '/6a98/3.8.0/site.cred',
      ],
      extra: ['/6a98/3.8.0/site.cred'],
      profile: '2',
      problems: [],
    });
  });

  it.each([
    ['x64', 'x86-64'],
    ['X64', 'x86-64'],
    ['IA32', 'x86'],
    ['AA64', 'arm64'],
    ['arm', 'arm'],
    ['riscv64', 'riscv64'],
    ['LoongArch64', 'loongarch64'],
    ['vax', 'vax'],
  ])('calls the architecture %s %s', (name, expected) => {
    expect(parseType1(`architecture ${name}`).architecture).toBe(expected);
  });

  it.each([
    ['efi /EFI/memtest.efi', '/EFI/memtest.efi'],
    ['uki /EFI/other/demo.efi', '/EFI/other/demo.efi'],
    ['linux EFI\\debian\\vmlinuz', '/EFI/debian/vmlinuz'],
    ['linux //a///b', '/a/b'],
    ['linux /a\nlinux /b', '/b'],
    ['uki-url https://example.org/demo.efi', null],
  ])('starts with %j the program %s', (text, program) => {
    expect(parseType1(text)).toMatchObject({ program, problems: [] });
  });

  it('is not shown without a program, nor with two kinds of it', () => {
    expect(parseType1('title x').problems).toEqual(['no-program']);
    expect(parseType1('').problems).toEqual(['no-program']);
    expect(parseType1('linux').problems).toEqual(['no-program']);
    expect(parseType1('linux /a\nefi /b').problems).toEqual(['conflicting-keys linux efi']);
  });

  it('reads comments, tabs and CR LF, and takes a byte order mark for part of the first key', () => {
    const text = '# c\r\n\ttitle\tTab\r\n  # c\r\nlinux\t/a\r\n';
    expect(parseType1(text)).toMatchObject({ title: 'Tab', files: ['/a'] });
    expect(parseType1(`\ufefflinux /a\ntitle T`)).toMatchObject({
      title: 'T',
      problems: ['no-program'],
    });
  });

  it('ignores a profile that is no number', () => {
    expect(parseType1('profile x').profile).toBeNull();
  });
});

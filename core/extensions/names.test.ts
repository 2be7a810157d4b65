import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getArchitectureOf, isArchitecture } from './architecture.ts';
import { parseImageName, parseVersionedName, stripVersion } from './image-name.ts';
import { pickVersion } from './vpick.ts';

describe('the name of an extension', () => {
  it.each([
    ['tools.raw', 'file', 'sysext', 'tools', '.raw'],
    ['tools.sysext.raw', 'file', 'sysext', 'tools', '.sysext.raw'],
    ['tools.confext.raw', 'file', 'confext', 'tools', '.confext.raw'],
    ['tools.confext.raw', 'file', 'sysext', 'tools.confext', '.raw'],
    ['tools_1.2.raw', 'file', 'sysext', 'tools_1.2', '.raw'],
    ['tools', 'directory', 'sysext', 'tools', ''],
    ['tools.sysext', 'directory', 'sysext', 'tools', '.sysext'],
    ['tools.raw', 'directory', 'sysext', 'tools.raw', ''],
  ] as const)('of %s, a %s among %ss, is %s', (fileName, type, kind, name, suffix) => {
    expect(parseImageName(fileName, type, kind)).toEqual({ name, suffix });
  });

  it.each([
    ['tools', 'file'],
    ['tools.img', 'file'],
    ['.raw', 'file'],
    ['.sysext.raw', 'file'],
    ['.#tools.raw', 'file'],
    ['to\nols.raw', 'file'],
  ] as const)('is none for %j, a %s', (fileName, type) => {
    expect(parseImageName(fileName, type, 'sysext')).toBeNull();
  });

  it.each([
    ['tools.raw.v', { name: 'tools', suffix: '.raw' }],
    ['tools.sysext.raw.v', { name: 'tools', suffix: '.sysext.raw' }],
    ['tools.v', { name: 'tools', suffix: '' }],
    ['tools', null],
  ])('in the folder %s is that of its versions', (folder, expected) => {
    expect(parseVersionedName(folder, 'sysext')).toEqual(expected);
  });

  it('without its version ends at the first _ or +', () => {
    expect(['a_1.2', 'a+3-0', 'a_b_1', 'a'].map(stripVersion)).toEqual(['a', 'a', 'a', 'a']);
  });
});

describe('pickVersion', () => {
  const tools = { name: 'tools', suffix: '.raw' };
  it.each([
    ['the newest', ['tools_1.9.raw', 'tools_1.10.raw', 'tools_1.2.raw'], 'tools_1.10.raw'],
    ['a release, not what came before it', ['tools_1.2~rc1.raw', 'tools_1.2.raw'], 'tools_1.2.raw'],
    ['one with tries left', ['tools_2.0+0-3.raw', 'tools_1.0+1-2.raw'], 'tools_1.0+1-2.raw'],
    ['one without a counter too', ['tools_2.0+0-3.raw', 'tools_1.0.raw'], 'tools_1.0.raw'],
    ['an exhausted one where there is no other', ['tools_2.0+0.raw'], 'tools_2.0+0.raw'],
    ['more tries left', ['tools_1+2.raw', 'tools_1+3.raw'], 'tools_1+3.raw'],
    ['fewer tries done', ['tools_1+2-5.raw', 'tools_1+2-1.raw'], 'tools_1+2-1.raw'],
    ['its own architecture', ['tools_1_x86.raw', 'tools_1_x86-64.raw'], 'tools_1_x86-64.raw'],
    ['a newer one of the second', ['tools_2_x86.raw', 'tools_1_x86-64.raw'], 'tools_2_x86.raw'],
    ['one for any after its own', ['tools_1.raw', 'tools_1_x86-64.raw'], 'tools_1_x86-64.raw'],
    ['never a foreign one', ['tools_9_arm64.raw', 'tools_1.raw'], 'tools_1.raw'],
    ['the name only', ['tools.raw', 'toolsx_2.raw', 'tools_3.img', 'other_4.raw'], null],
    ['no version with strange characters', ['tools_1 2.raw'], null],
  ])('takes %s', (_what, names, expected) => {
    expect(pickVersion(names, tools, 'x86-64')).toBe(expected);
    expect(pickVersion(names.toReversed(), tools, 'x86-64')).toBe(expected);
  });

  it('does not depend on the order of the names', () => {
    const part = fc.constantFrom(
      '1',
      '1.2',
      '1.10',
      '2~rc',
      '2',
      '2+3-1',
      '2+0-3',
      '1_arm64',
      '3_x86',
    );
    const name = part.map((version) => `tools_${version}.raw`);
    const shuffled = fc
      .uniqueArray(name)
      .chain((names) =>
        fc.tuple(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })),
      );
    fc.assert(
      fc.property(shuffled, ([names, others]) => {
        const picked = pickVersion(names, tools, 'x86-64');
        expect(pickVersion(others, tools, 'x86-64')).toBe(picked);
      }),
    );
  });
});

it('names processors as systemd does', () => {
  const machines = ['x86_64', 'i686', 'aarch64', 'armv7l', 'ppc64le', 'riscv64', 's390x', 'vax'];
  expect(machines.map(getArchitectureOf)).toEqual([
    'x86-64',
    'x86',
    'arm64',
    'arm',
    'ppc64-le',
    'riscv64',
    's390x',
    null,
  ]);
  expect(isArchitecture('x86_64')).toBe(false);
});

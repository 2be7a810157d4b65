import { describe, expect, it } from 'vitest';
import type { ExtensionBase, ExtensionFacts } from './match.ts';
import { getFamily, indexReplacements } from './replacement.ts';

const base: ExtensionBase = {
  release: { ID: 'demo', VERSION_ID: '1.0' },
  architecture: 'x86-64',
  scope: 'system',
};

function createFacts(name: string, version: string, more: Partial<ExtensionFacts> = {}) {
  const folder = more.isKept === true ? 'extensions.d' : 'extensions';
  return {
    name,
    kind: 'sysext' as const,
    path: `/var/lib/${folder}/${name}.raw`,
    format: 'erofs' as const,
    release: { ID: 'demo', VERSION_ID: version },
    releaseName: name,
    carriesOsRelease: false,
    isReadable: true,
    verity: false,
    signed: false,
    ...more,
  };
}

const isKept = true;
const unfit = createFacts('tools-1.1', '1.1');
const find = (...others: ExtensionFacts[]) => indexReplacements([unfit, ...others], base)(unfit);

describe('what can stand in for an extension that does not fit', () => {
  it('is a version of it that is kept and fits', () => {
    expect(find(createFacts('tools-1.0', '1.0', { isKept }))).toEqual({
      name: 'tools-1.0',
      path: '/var/lib/extensions.d/tools-1.0.raw',
      version: '1.0',
    });
  });

  it('is the newest one, by the order of versions', () => {
    const kept = ['tools-1.9', 'tools-1.10', 'tools-1.2'];
    expect(find(...kept.map((name) => createFacts(name, '1.0', { isKept })))).toMatchObject({
      name: 'tools-1.10',
    });
  });

  it.each([
    ['does not fit either', createFacts('tools-0.9', '0.9', { isKept })],
    ['is another extension', createFacts('other-1.0', '1.0', { isKept })],
    ['is of the other kind', createFacts('tools-1.0', '1.0', { isKept, kind: 'confext' })],
    ['cannot be read', createFacts('tools-1.0', '1.0', { isKept, isReadable: false })],
    ['is in use, not kept', createFacts('tools-1.0', '1.0')],
  ])('is nothing that %s', (_what, other) => {
    expect(find(other)).toBeUndefined();
  });

  it('is not asked for where a version that fits is in use, unless another hides that', () => {
    const kept = createFacts('tools-1.0.1', '1.0', { isKept });
    expect(find(kept, createFacts('tools-1.0', '1.0'))).toBeUndefined();
    const hidden = createFacts('tools-1.0', '1.0', { maskedBy: '/etc/extensions/tools-1.0' });
    expect(find(kept, hidden)).toMatchObject({ name: 'tools-1.0.1' });
  });

  it('is nothing from there for what lies on a boot partition', () => {
    const onEsp = { ...unfit, needsSignature: true };
    const kept = createFacts('tools-1.0', '1.0', { isKept });
    expect(indexReplacements([onEsp, kept], base)(onEsp)).toBeUndefined();
  });
});

it.each([
  ['network-tools-1.1', 'network-tools'],
  ['tools_1.2.3', 'tools'],
  ['tools-v2', 'tools'],
  ['gpu-driver', 'gpu-driver'],
  ['python3', 'python3'],
])('%s is a version of %s', (name, family) => {
  expect(getFamily(name)).toBe(family);
});

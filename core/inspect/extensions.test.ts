import { describe, expect, it } from 'vitest';
import type { ExtensionBase, ExtensionFacts } from '../extensions/match.ts';
import { createDomainFormatter } from '../messages/domain.ts';
import { describeHost } from '../os-release.ts';
import { assembleExtensions, sayExtension } from './extensions.ts';

const base: ExtensionBase = {
  release: { ID: 'demo', ID_LIKE: 'debian', VERSION_ID: '1.0', SYSEXT_LEVEL: '2' },
  architecture: 'x86-64',
  scope: 'system',
};
const demo = { ID: 'demo', VERSION_ID: '1.0' };
const createFacts = (release: Record<string, string>, more: Partial<ExtensionFacts> = {}) => ({
  name: 'tools',
  kind: 'sysext' as const,
  path: '/var/lib/extensions/tools',
  format: 'directory' as const,
  release,
  releaseName: 'tools',
  carriesOsRelease: false,
  isReadable: true,
  verity: null,
  signed: null,
  ...more,
});

const assemble = (facts: ExtensionFacts) => {
  const [extension] = assembleExtensions([facts], base, []);
  if (extension === undefined) throw new Error('no extension');
  return extension;
};

describe('an extension', () => {
  it.each([
    [demo, {}, 'tools fits demo 1.0.'],
    [
      { ID: 'demo', VERSION_ID: '1.1' },
      {},
      'tools was built for demo 1.1; this machine runs 1.0, so it is ignored.',
    ],
    [
      { ID: 'debian', VERSION_ID: '13' },
      {},
      'tools was built for debian 13; this machine runs demo 1.0, so it is ignored.',
    ],
    [
      { ID: 'other' },
      {},
      'tools was built for other; this machine runs demo 1.0, so it is ignored.',
    ],
    [
      { ...demo, SYSEXT_LEVEL: '1' },
      {},
      'tools was built for level 1; this machine has level 2, so it is ignored.',
    ],
    [
      { ...demo, ARCHITECTURE: 'arm64' },
      {},
      'tools was built for arm64 processors; this machine has x86-64, so it is ignored.',
    ],
    [
      { ...demo, SYSEXT_SCOPE: 'initrd portable' },
      {},
      'tools is meant for other uses (initrd, portable), so it is ignored here.',
    ],
    [
      demo,
      { maskedBy: '/etc/extensions/tools' },
      'tools is not used: /etc/extensions/tools has the same name and comes first.',
    ],
    [
      demo,
      { needsSignature: true },
      'tools is not signed, and where it lies only signed add-ons are taken, so it is ignored.',
    ],
  ])('for %j %j says: %s', (release, more, sentence) => {
    expect(assemble(createFacts(release, more)).sentence).toBe(sentence);
  });

  it('says the same in another language', () => {
    const host = describeHost(base.release, base.architecture);
    const extension = assemble(createFacts({ ID: 'demo', VERSION_ID: '1.1' }));
    expect(sayExtension(extension, host, createDomainFormatter('de'))).toBe(
      'tools wurde für demo 1.1 gebaut; auf diesem Rechner läuft 1.0, darum wird es nicht beachtet.',
    );
  });

  it('that is hidden is no part of any version, whatever it was built for', () => {
    const version = { version: { id: 'demo_1.0' }, release: base.release } as never;
    const [hidden] = assembleExtensions([createFacts(demo, { maskedBy: '/etc/x' })], base, [
      version,
    ]);
    expect(hidden).toMatchObject({
      matches: false,
      reason: 'matches',
      maskedBy: '/etc/x',
      fitsVersions: [],
    });
    const [shown] = assembleExtensions([createFacts(demo)], base, [version]);
    expect(shown).toMatchObject({ matches: true, fitsVersions: ['demo_1.0'] });
    expect(shown).not.toHaveProperty('maskedBy');
  });
});

import { describe, expect, it } from 'vitest';
import { matchExtension, type ExtensionBase, type ExtensionFacts } from './match.ts';

const base: ExtensionBase = {
  release: { ID: 'demo', ID_LIKE: 'debian', VERSION_ID: '1.1' },
  architecture: 'x86-64',
  scope: 'system',
};
const extension = (release: Record<string, string> | null, more: Partial<ExtensionFacts> = {}) => ({
  name: 'tools',
  kind: 'sysext' as const,
  path: '/tools',
  format: 'directory' as const,
  release,
  releaseName: 'tools',
  carriesOsRelease: false,
  isReadable: true,
  verity: null,
  signed: null,
  ...more,
});
const demo = { ID: 'demo', VERSION_ID: '1.1' };

describe('matchExtension', () => {
  it.each([
    ['the same id and version', demo, 'matches'],
    ['another version, an older one too', { ...demo, VERSION_ID: '1.0' }, 'version-mismatch'],
    ['no version', { ID: 'demo' }, 'version-mismatch'],
    ['any system', { ID: '_any' }, 'matches'],
    ['an id that the host is like', { ...demo, ID: 'debian' }, 'matches'],
    [
      'another id, whatever it is like itself',
      { ...demo, ID: 'x', ID_LIKE: 'demo' },
      'id-mismatch',
    ],
    ['another architecture', { ...demo, ARCHITECTURE: 'arm64' }, 'architecture-mismatch'],
    ['any architecture', { ...demo, ARCHITECTURE: '_any' }, 'matches'],
    ['the initrd only', { ...demo, SYSEXT_SCOPE: 'initrd' }, 'scope-excluded'],
    ['a level that the host has not got', { ...demo, SYSEXT_LEVEL: '2' }, 'matches'],
    ['nothing', {}, 'no-release-file'],
  ])('built for %s', (_what, release, reason) => {
    expect(matchExtension(extension(release), base)).toBe(reason);
  });

  it('compares levels alone when both sides set one', () => {
    const host = { ...base, release: { ...base.release, SYSEXT_LEVEL: '2' } };
    const release = { ID: 'demo', VERSION_ID: '1.0', SYSEXT_LEVEL: '2' };
    expect(matchExtension(extension(release), host)).toBe('matches');
    const other = { ...demo, SYSEXT_LEVEL: '1' };
    expect(matchExtension(extension(other), host)).toBe('level-mismatch');
  });

  it('does not apply to an initrd unless it says so', () => {
    expect(matchExtension(extension(demo), { ...base, scope: 'initrd' })).toBe('scope-excluded');
  });

  it('refuses what is not an extension of this name', () => {
    expect(matchExtension(extension(null), base)).toBe('no-release-file');
    expect(matchExtension(extension(demo, { releaseName: 'other' }), base)).toBe('name-mismatch');
    expect(matchExtension(extension(demo, { isReadable: false }), base)).toBe('unreadable');
    const system = extension(demo, { carriesOsRelease: true });
    expect(matchExtension(system, base)).toBe('carries-os-release');
  });
});

import { describe, expect, it } from 'vitest';
import { matchExtension, scopes, type ExtensionBase, type ExtensionFacts } from './match.ts';

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

  it.each([
    [
      'same level, another version',
      { SYSEXT_LEVEL: '2' },
      { VERSION_ID: '9', SYSEXT_LEVEL: '2' },
      'matches',
    ],
    [
      'same version, another level',
      { SYSEXT_LEVEL: '2' },
      { VERSION_ID: '1.1', SYSEXT_LEVEL: '1' },
      'level-mismatch',
    ],
    ['a level on the host only', { SYSEXT_LEVEL: '2' }, { VERSION_ID: '1.1' }, 'matches'],
    [
      'a level on the host only, another version',
      { SYSEXT_LEVEL: '2' },
      { VERSION_ID: '9' },
      'version-mismatch',
    ],
    [
      'an empty level in the extension',
      { SYSEXT_LEVEL: '2' },
      { VERSION_ID: '1.1', SYSEXT_LEVEL: '' },
      'matches',
    ],
    [
      'the level of the other kind',
      { CONFEXT_LEVEL: '2' },
      { VERSION_ID: '1.1', CONFEXT_LEVEL: '1' },
      'matches',
    ],
    ['a host with a level and no version', { SYSEXT_LEVEL: '2', VERSION_ID: '' }, {}, 'matches'],
    ['a rolling host', { VERSION_ID: '' }, { VERSION_ID: '9' }, 'matches'],
    [
      'a rolling host, an extension with a level',
      { VERSION_ID: '' },
      { SYSEXT_LEVEL: '1' },
      'matches',
    ],
    ['no ID', {}, { ID: '', VERSION_ID: '1.1' }, 'id-mismatch'],
  ])('with %s', (_what, host, release, reason) => {
    const other = { ...base, release: { ...base.release, ...host } };
    expect(matchExtension(extension({ ID: 'demo', ...release }), other)).toBe(reason);
  });

  it('compares a confext by its own fields', () => {
    const host = { ...base, release: { ...base.release, CONFEXT_LEVEL: '2', SYSEXT_LEVEL: '7' } };
    const judge = (release: Record<string, string>) =>
      matchExtension(extension({ ID: 'demo', ...release }, { kind: 'confext' }), host);
    expect(judge({ CONFEXT_LEVEL: '2', SYSEXT_LEVEL: '1' })).toBe('matches');
    expect(judge({ ...demo, CONFEXT_SCOPE: 'initrd' })).toBe('scope-excluded');
    expect(judge({ ...demo, SYSEXT_SCOPE: 'initrd' })).toBe('matches');
  });

  it.each([
    [undefined, ['system', 'portable']],
    ['', []],
    ['initrd', ['initrd']],
    ['initrd system', ['system', 'initrd']],
    ['  portable\tinitrd ', ['initrd', 'portable']],
    ['Initrd', []],
  ])('of scope %j is for %j', (scope, expected) => {
    const release = scope === undefined ? demo : { ...demo, SYSEXT_SCOPE: scope };
    const allowed = scopes.filter(
      (each) => matchExtension(extension(release), { ...base, scope: each }) === 'matches',
    );
    expect(allowed).toEqual(expected);
  });

  it('asks for scope, architecture and id in this order, then for the version', () => {
    const all = { SYSEXT_SCOPE: 'initrd', ARCHITECTURE: 'arm64', ID: 'x', VERSION_ID: '9' };
    const judge = (release: Record<string, string>) => matchExtension(extension(release), base);
    expect(judge(all)).toBe('scope-excluded');
    expect(judge({ ...all, SYSEXT_SCOPE: 'system' })).toBe('architecture-mismatch');
    expect(judge({ ID: 'x', VERSION_ID: '9' })).toBe('id-mismatch');
    expect(judge({ ID: '_any', ARCHITECTURE: 'arm64' })).toBe('architecture-mismatch');
  });

  it('takes a host without an ID for "linux"', () => {
    const host = { ...base, release: { VERSION_ID: '1.1' } };
    expect(matchExtension(extension({ ...demo, ID: 'linux' }), host)).toBe('matches');
  });

  it('takes only signed images from where anybody can write', () => {
    const judge = (more: Partial<ExtensionFacts>) =>
      matchExtension(extension(demo, { needsSignature: true, ...more }), base);
    expect(judge({ signed: true, verity: true })).toBe('matches');
    expect(judge({ signed: false, verity: true })).toBe('unsigned');
    expect(judge({ signed: null })).toBe('unsigned');
    expect(judge({ signed: false, release: { ...demo, VERSION_ID: '9' } })).toBe(
      'version-mismatch',
    );
  });

  it('refuses what is not an extension of this name', () => {
    expect(matchExtension(extension(null), base)).toBe('no-release-file');
    expect(matchExtension(extension(demo, { releaseName: 'other' }), base)).toBe('name-mismatch');
    expect(matchExtension(extension(demo, { isReadable: false }), base)).toBe('unreadable');
    const system = extension(demo, { carriesOsRelease: true });
    expect(matchExtension(system, base)).toBe('carries-os-release');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deriveSources, formatSources, parseIndexTargets } from './apt-sources.ts';

// As printed on a Debian 12 machine with a third party's repository.
const bookworm = [
  'http://mirror.example/debian/\tbookworm\tmain\tDebian',
  'http://mirror.example/debian/\tbookworm-updates\tmain\tDebian',
  'http://mirror.example/debian-security/\tbookworm-security\tmain\tDebian',
  'https://packages.example/node_20.x/\tnodistro\tmain\t. nodistro',
].join('\n');

test('a Debian 12 machine gives the Debian 13 suites on its own mirrors', () => {
  expect(deriveSources(parseIndexTargets(bookworm))).toEqual([
    { uri: 'http://mirror.example/debian', suite: 'trixie' },
    { uri: 'http://mirror.example/debian', suite: 'trixie-updates' },
    { uri: 'http://mirror.example/debian-security', suite: 'trixie-security' },
  ]);
});

test('without a security mirror there are no security updates', () => {
  const targets = parseIndexTargets('http://mirror.example/debian/\ttrixie\tmain\tDebian\n');
  expect(deriveSources(targets).map(({ suite }) => suite)).toEqual(['trixie', 'trixie-updates']);
});

test('a machine before its first update names no origin yet', () => {
  const targets = parseIndexTargets('http://mirror.example/debian/\tbookworm\tmain\t\n');
  expect(deriveSources(targets)).toHaveLength(2);
});

test('a machine without Debian has no sources', () => {
  expect(deriveSources(parseIndexTargets('http://x.example/ubuntu/\tnoble\tmain\tUbuntu'))).toEqual(
    [],
  );
});

test('a mirror list in a file stands for its first mirror', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirrors-'));
  const list = join(folder, 'debian.list');
  writeFileSync(list, 'https://first.example/debian\nhttps://second.example/debian\n');
  const targets = parseIndexTargets(`mirror+file:${list}\tbookworm\tmain\tDebian`);
  rmSync(folder, { recursive: true });
  expect(targets[0]?.uri).toBe('https://first.example/debian');
});

test('sources are written in deb822', () => {
  expect(formatSources([{ uri: 'http://m.example/debian', suite: 'trixie' }], '/k.gpg')).toBe(
    'Types: deb\nURIs: http://m.example/debian\nSuites: trixie\nComponents: main\nSigned-By: /k.gpg\n',
  );
});

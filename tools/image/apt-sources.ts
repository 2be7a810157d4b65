/*
 * Where the packages come from. The machine that builds already knows a Debian mirror, a security
 * mirror and the keyring that both are signed with: its own apt configuration. The images are
 * Debian 13 whatever the machine runs, so only the suites are replaced. `apt-get indextargets`
 * reads both formats of source lists and every option in them, which is why they are not parsed
 * here.
 */
import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { CommandError } from '../lib/errors.ts';

export const suite = 'trixie';

/** One repository of the machine's apt configuration, as `apt-get indextargets` tells it. */
export interface IndexTarget {
  uri: string;
  suite: string;
  component: string;
  origin: string;
}

/** A Debian repository to build from: an apt source with one suite. */
export interface AptSource {
  uri: string;
  suite: string;
}

const format = '$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)\t$(ORIGIN)';
const separator = '\t';

/** The first mirror of a `mirror+file:` list (apt-transport-mirror(1)); other URIs as they are. */
function resolveMirrorFile(uri: string): string {
  if (!uri.startsWith('mirror+file:')) return uri;
  const list = readFileSync(uri.slice('mirror+file:'.length), 'utf8');
  return /^\s*([a-z]+:\S+)/m.exec(list)?.[1] ?? uri;
}

/** Parses the lines that `apt-get indextargets --format` printed; incomplete lines are left out. */
export function parseIndexTargets(output: string): IndexTarget[] {
  return output.split('\n').flatMap((line) => {
    const [uri, release, component, origin] = line.split(separator);
    if (uri === undefined || release === undefined || component === undefined) return [];
    const withoutSlash = resolveMirrorFile(uri.replace(/\/+$/, '')).replace(/\/+$/, '');
    return [{ uri: withoutSlash, suite: release, component, origin: origin ?? '' }];
  });
}

/**
 * The sources of Debian 13 on the mirrors that the machine uses: main archive, its updates, and
 * security updates where the machine has a security mirror. Empty without a Debian mirror.
 */
export function deriveSources(targets: IndexTarget[]): AptSource[] {
  const main = targets.filter(
    (target) => target.component === 'main' && ['Debian', ''].includes(target.origin),
  );
  const isSecurity = (target: IndexTarget) => target.suite.endsWith('-security');
  const archive = main.find(
    (target) =>
      !isSecurity(target) && /^[a-z]+$/.test(target.suite) && target.uri.includes('debian'),
  );
  if (archive === undefined) return [];
  const sources = [
    { uri: archive.uri, suite },
    { uri: archive.uri, suite: `${suite}-updates` },
  ];
  const security = main.find(isSecurity);
  return security === undefined
    ? sources
    : [...sources, { uri: security.uri, suite: `${suite}-security` }];
}

/** A `.sources` file (deb822, sources.list(5)) with `sources`, signed by `keyring`. */
export function formatSources(sources: AptSource[], keyring: string): string {
  return sources
    .map(
      ({ uri, suite: name }) =>
        `Types: deb\nURIs: ${uri}\nSuites: ${name}\nComponents: main\nSigned-By: ${keyring}\n`,
    )
    .join('\n');
}

/** The sources of Debian 13 for this machine; a CommandError when its apt names no Debian mirror. */
export async function readMachineSources(): Promise<AptSource[]> {
  const { stdout } = await execa('apt-get', ['indextargets', '--format', format]).catch(() => {
    throw new CommandError(
      'apt-get does not answer, so there is no mirror to build the images from',
      'build on Debian 12 or 13',
    );
  });
  const sources = deriveSources(parseIndexTargets(stdout));
  if (sources.length === 0) {
    throw new CommandError(
      'this machine’s apt configuration names no Debian mirror',
      'add one to /etc/apt/sources.list.d/, run `apt-get update`, then try again',
    );
  }
  return sources;
}

/** The proxy that the machine's apt uses for http, or undefined. */
export async function readAptProxy(): Promise<string | undefined> {
  const { stdout } = await execa('apt-config', ['shell', 'PROXY', 'Acquire::http::Proxy']);
  return /^PROXY='(.+)'$/m.exec(stdout)?.[1];
}

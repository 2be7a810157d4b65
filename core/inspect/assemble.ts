import type { Loader, Machine } from '../model/machine.ts';
import { describeHost, parseOsRelease } from '../os-release.ts';
import { assignBoots } from './boots.ts';
import { assembleEntries } from './entries.ts';
import { assembleExtensions } from './extensions.ts';
import type { Facts } from './facts.ts';
import { assembleImages } from './images.ts';
import { findProblems } from './problems.ts';
import { assembleVersions } from './versions.ts';

const noLoader: Loader = {
  efi: false,
  efiDefault: null,
  efiPreferred: null,
  efiOneShot: null,
  efiSelected: null,
  efiLastBooted: null,
  confDefault: null,
  confPreferred: null,
};

/**
 * The machine that the facts describe. Where the facts name no os-release (Lifeboat runs, not the
 * system under repair), the host is the system that the loader would start.
 */
export function assembleMachine(facts: Facts): Machine {
  const described = facts.boot ? assembleEntries(facts.boot, facts.architecture) : [];
  const entries = described.map(({ entry }) => entry);
  const images = [
    ...assembleImages(facts.disks ?? [], entries, facts.verifications),
    ...(facts.imageFiles ?? []),
  ];
  const plainVersions = assembleVersions(described, facts.isPart ? null : facts.disks, images);
  const boots = assignBoots(facts.signs.boots, entries, plainVersions).map((own) => ({
    ...own,
    version: { ...own.version, lastBooted: own.boots.at(-1)?.startedAt ?? null },
  }));
  const versions = boots.map(({ version }) => version);
  const withRelease = versions
    .map((version, i) => ({ version, release: described[i]?.release ?? {} }))
    .filter(({ version }) => !version.isLifeboat);
  const likely = withRelease.find(({ version }) => version.isDefault) ?? withRelease[0];
  const release =
    facts.osRelease === null ? (likely?.release ?? {}) : parseOsRelease(facts.osRelease);
  const { architecture, scope = 'system' } = facts;
  const base = { release, architecture, scope };
  const extensions = assembleExtensions(facts.extensions, base, withRelease);
  return {
    schema: 'lifeboat.machine/1',
    inspectedAt: facts.inspectedAt,
    host: describeHost(release, facts.architecture),
    disks: facts.disks ?? [],
    loader: facts.boot?.loader ?? noLoader,
    entries,
    extensions,
    images,
    versions,
    problems: findProblems(facts, { entries, versions, extensions, images, boots }),
  };
}

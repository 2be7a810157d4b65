/**
 * One item's story: what it is, in which state and why, what it needs, what depends on it, and what
 * happens with it at the next start. The id may be what inspection prints anywhere: of a version or
 * an entry, the name or path of an extension or image, a partition or disk, a problem's code.
 */
import type { DomainFormatter } from '../messages/domain.ts';
import type { Machine } from '../model/machine.ts';
import { problemCodes } from '../model/problem-codes.ts';
import { explainDisk, explainImage, explainPartition } from './explain-disks.ts';
import { explainEntry, explainVersion } from './explain-entry.ts';
import { explainExtension } from './explain-extension.ts';
import { findNear } from './near.ts';
import { sayProblem } from './say.ts';

export const explanationSchemaId = 'lifeboat.explanation/1';

export type ExplainedKind =
  'version' | 'entry' | 'extension' | 'image' | 'partition' | 'disk' | 'problem';

export interface Explanation {
  schema: typeof explanationSchemaId;
  id: string;
  kind: ExplainedKind;
  sentences: string[];
}

interface Explainable {
  kind: ExplainedKind;
  /** Every way to name it, the one that is shown first. */
  names: readonly (string | null)[];
  explain: () => string[];
}

/** Everything that can be explained; where names are shared, the kinds come in this order. */
function listExplainable(machine: Machine, say: DomainFormatter): Explainable[] {
  const { versions, entries, extensions, images, disks, problems } = machine;
  return [
    ...versions.map((version) => ({
      kind: 'version' as const,
      names: [version.id, version.name],
      explain: () => explainVersion(version, machine, say),
    })),
    ...entries.map((entry) => ({
      kind: 'entry' as const,
      names: [entry.id, entry.path],
      explain: () => explainEntry(entry, machine, say),
    })),
    ...extensions.map((extension) => ({
      kind: 'extension' as const,
      names: [extension.name, extension.path],
      explain: () => explainExtension(extension, machine, say),
    })),
    ...images.map((image) => ({
      kind: 'image' as const,
      names: [image.path, image.name, image.partUuid],
      explain: () => explainImage(image, machine, say),
    })),
    ...disks.flatMap((disk) => [
      {
        kind: 'disk' as const,
        names: [disk.path],
        explain: () => explainDisk(disk, machine, say),
      },
      ...disk.partitions.map((partition) => ({
        kind: 'partition' as const,
        names: [partition.path, partition.label, partition.partUuid, partition.fsLabel],
        explain: () => explainPartition(partition, machine, say),
      })),
    ]),
    ...problemCodes.map((code) => {
      const own = problems.filter((problem) => problem.code === code);
      return {
        kind: 'problem' as const,
        names: [code],
        explain: () =>
          own.length === 0
            ? [say('explain.problem.absent')]
            : own.flatMap((problem) => [sayProblem(problem, machine, say), ...problem.evidence]),
      };
    }),
  ];
}

/** The story of `id`; where there is no such thing, the names that are near it. */
export function explain(
  machine: Machine,
  id: string,
  say: DomainFormatter,
): Explanation | { near: string[] } {
  const all = listExplainable(machine, say);
  const kind = all.find(({ names }) => names.includes(id))?.kind;
  if (kind === undefined) {
    const names = all.flatMap((item) => item.names).filter((name) => name !== null);
    return { near: findNear(id, names) };
  }
  const found = all.filter((item) => item.kind === kind && item.names.includes(id));
  return {
    schema: explanationSchemaId,
    id,
    kind,
    sentences: found.flatMap((item) => item.explain()),
  };
}

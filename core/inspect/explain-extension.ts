import type { DomainFormatter } from '../messages/domain.ts';
import type { Extension, Machine } from '../model/machine.ts';
import { explainNextStart } from './explain-entry.ts';
import { findNextStart } from './next-start.ts';
import { sayExtension, sayReplacement } from './extensions.ts';

/** The story of an extension: what it adds, whom it fits, and whether it will be used. */
export function explainExtension(
  extension: Extension,
  machine: Machine,
  say: DomainFormatter,
): string[] {
  const { name, kind, path, fitsVersions, signed, verity } = extension;
  const fitting = machine.versions.filter(({ id }) => fitsVersions.includes(id));
  const next = findNextStart(machine);
  const isUsedNext = next ? fitsVersions.includes(next.id) : extension.matches;
  const versions = fitting.map((version) => version.name).join(', ');
  return [
    say('explain.extension', { name, kind, path }),
    sayExtension(extension, machine.host, say),
    ...(fitting.length > 0 ? [say('explain.extension.fits', { versions })] : []),
    ...sayReplacement(extension, say),
    ...(verity === null
      ? []
      : [
          say('explain.extension.proof', { proof: signed ? 'signed' : verity ? 'verity' : 'none' }),
        ]),
    say(isUsedNext ? 'explain.extension.used' : 'explain.extension.not-used', { name }),
    explainNextStart(machine, null, say),
  ];
}

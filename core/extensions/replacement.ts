/**
 * A system may keep several versions of an extension beside the folder in which it looks for them,
 * in `extensions.d` or `confexts.d`, and bring one at a time into use. So the right version of one
 * that does not fit can be at hand. Which files are versions of the same extension, only their names
 * tell: the part before the number.
 */
import { compareVersions } from '../compare-versions.ts';
import type { Replacement } from '../model/machine.ts';
import { createMatcher, readDemand, type ExtensionBase, type ExtensionFacts } from './match.ts';

/** The name without its version: network-tools of network-tools-1.1. */
export const getFamily = (name: string): string => name.replace(/[_-]v?\d.*$/, '');

const familyKey = ({ kind, name }: Pick<ExtensionFacts, 'kind' | 'name'>) =>
  `${kind} ${getFamily(name)}`;

/**
 * Finds what could stand in for an extension that does not apply on `base`: of the versions that are
 * kept, the newest that does. None where a version of it is in use already.
 */
export function indexReplacements(
  extensions: readonly ExtensionFacts[],
  base: ExtensionBase,
): (unfit: ExtensionFacts) => Replacement | undefined {
  if (!extensions.some(({ isKept }) => isKept === true)) return () => undefined;
  const match = createMatcher(base);
  const matching = extensions.filter((each) => match(readDemand(each)) === 'matches');
  const kept = matching
    .filter(({ isKept }) => isKept === true)
    .sort((a, b) => compareVersions(b.name, a.name));
  const inUse = new Set(
    matching
      .filter(({ isKept, maskedBy }) => isKept !== true && maskedBy === undefined)
      .map(familyKey),
  );
  return (unfit) => {
    const key = familyKey(unfit);
    // The boot partition has no such places: what lies there is replaced by its own upgrade.
    const isReplaceable = unfit.needsSignature !== true && !inUse.has(key);
    const best = isReplaceable ? kept.find((each) => familyKey(each) === key) : undefined;
    return (
      best && { name: best.name, path: best.path, version: best.release?.['VERSION_ID'] ?? null }
    );
  };
}

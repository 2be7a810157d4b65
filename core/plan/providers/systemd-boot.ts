/**
 * systemd-boot: UKIs and type #1 entries with boot counters. The choice is the EFI variable
 * LoaderEntryDefault where the loader keeps its settings there, else `default` in loader.conf; a
 * choice for one start exists only as an EFI variable. systemd-boot(7), loader.conf(5).
 */
import { nameMissing } from '../../inspect/say.ts';
import type { Machine, Version } from '../../model/machine.ts';
import {
  draftDefault,
  draftTries,
  draftVerifications,
  entryOf,
  freshTries,
  refuse,
} from '../drafts.ts';
import type { Provider } from './provider.ts';

/**
 * Versions that must not be chosen again: started without ever finishing, and first in the loader's
 * order, or a newer one of the target's own system. None while the target is unproven: then their
 * tries are all that is left to fall back on.
 */
function listFailed(machine: Machine, target: Version): Version[] {
  if (target.state !== 'good') return [];
  const hasFailed = (version: Version) =>
    version !== target &&
    !version.isLifeboat &&
    version.state === 'indeterminate' &&
    (entryOf(machine, version)?.counter?.done ?? 0) > 0;
  const { versions } = machine;
  const systems = versions.filter(({ isLifeboat }) => !isLifeboat);
  const firstOther = systems.findIndex((version) => !hasFailed(version));
  const sortKey = entryOf(machine, target)?.sortKey;
  return systems.filter((version, i) => {
    const isNewer = i < systems.indexOf(target) && entryOf(machine, version)?.sortKey === sortKey;
    return hasFailed(version) && (isNewer || i < firstOther);
  });
}

/** Why a version cannot start, as far as that is known; null when nothing speaks against it. */
export function findFault(machine: Machine, version: Version) {
  if (!version.complete) {
    const missing = version.missingParts.map(nameMissing);
    return refuse('PLAN-02', { reason: 'incomplete', version: version.name, missing });
  }
  const isDamaged = machine.images.some(
    ({ verified, usedBy }) => verified === 'mismatch' && usedBy.includes(version.entryId),
  );
  return isDamaged ? refuse('PLAN-08', { version: version.name }) : null;
}

/** A version by its id or its entry's, Lifeboat's own only where it is asked for. */
export const findVersion = (machine: Machine, id: string, canBeLifeboat = false) =>
  machine.versions.find(
    (version) =>
      (canBeLifeboat || !version.isLifeboat) && (version.id === id || version.entryId === id),
  );

export const systemdBoot: Provider = {
  list: ({ machine }) =>
    machine.versions
      .filter(({ isLifeboat }) => !isLifeboat)
      .map(({ id, name, isDefault }) => ({ id, name, isDefault })),

  planDefault({ machine }, id) {
    const target = findVersion(machine, id);
    if (!target) return refuse('PLAN-01', { target: id });
    const fault = findFault(machine, target);
    if (fault) return fault;
    const isBad = entryOf(machine, target)?.state === 'bad';
    const changes = [
      isBad ? draftTries(machine, target, freshTries, 'plan.step.new-tries') : null,
      draftDefault(machine, target),
      ...listFailed(machine, target).map((version) =>
        draftTries(machine, version, 0, 'plan.step.mark-bad'),
      ),
    ].filter((draft) => draft !== null);
    const checks = changes.length > 0 ? draftVerifications(machine, target) : [];
    return {
      target: target.id,
      drafts: [...checks, ...changes],
      warnings: [],
      choice: target.entryId,
    };
  },

  planOnce({ machine }, id) {
    const target = findVersion(machine, id, true);
    if (!target) return refuse('PLAN-01', { target: id });
    const fault = findFault(machine, target);
    if (fault) return fault;
    const { efi, efiOneShot } = machine.loader;
    if (!efi) return refuse('PLAN-07', { goal: 'once', version: target.name });
    const isSet = efiOneShot?.toLowerCase() === target.entryId.toLowerCase();
    const proposal = { target: target.id, warnings: [], choice: null };
    if (isSet) return { ...proposal, drafts: [] };
    return {
      ...proposal,
      drafts: [
        ...draftVerifications(machine, target),
        {
          subject: target.id,
          message: 'plan.step.set-once',
          params: { version: target.name },
          action: { kind: 'set-efi-once', to: target.entryId },
          precondition: { kind: 'efi-once-is', value: efiOneShot },
          inverse: { kind: 'set-efi-once', to: efiOneShot },
        },
      ],
    };
  },
};

import { btrfsSnapper } from './btrfs-snapper.ts';
import { grubBls } from './grub-bls.ts';
import type { Candidate, Provider, Situation } from './provider.ts';
import { systemdBoot } from './systemd-boot.ts';

/**
 * The providers that this machine's choice is kept by. Where GRUB is, its entries decide, and those
 * that look like systemd-boot's are only files that GRUB reads, unless systemd-boot started this
 * machine. Snapshots are another layer, below either.
 */
export function listProviders({ machine, survey }: Situation): Provider[] {
  const isGrub = survey.grub !== null && survey.grub.entries.length > 0 && !machine.loader.efi;
  return [isGrub ? grubBls : systemdBoot, btrfsSnapper];
}

/** The provider that knows `id`; the first one, which says that nobody does, otherwise. */
export function findProvider(situation: Situation, id: string): Provider {
  const providers = listProviders(situation);
  const isKnown = (provider: Provider) =>
    provider.list(situation).some((candidate) => candidate.id === id);
  return providers.find(isKnown) ?? providers[0] ?? systemdBoot;
}

/** Everything that can be chosen, of all providers. */
export const listCandidates = (situation: Situation): Candidate[] =>
  listProviders(situation).flatMap((provider) => provider.list(situation));

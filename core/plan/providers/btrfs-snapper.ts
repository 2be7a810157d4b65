/**
 * Snapshots of a btrfs root that snapper(8) keeps: `.snapshots/NUMBER/info.xml` beside the subvolume
 * `.snapshots/NUMBER/snapshot`. What starts is the file system's default subvolume, where the
 * system's command line names none (as openSUSE sets it up).
 */
import { refuse } from '../drafts.ts';
import type { Provider } from './provider.ts';

const toId = (number: number) => `snapshot-${String(number)}`;
const toName = ({ number, description }: { number: number; description: string }) =>
  description === '' ? `Snapshot ${String(number)}` : `Snapshot ${String(number)}, ${description}`;

export const btrfsSnapper: Provider = {
  list({ survey: { snapper } }) {
    return (snapper?.snapshots ?? []).map((snapshot) => ({
      id: toId(snapshot.number),
      name: toName(snapshot),
      isDefault:
        snapshot.subvolumeId !== null && snapshot.subvolumeId === snapper?.defaultSubvolumeId,
    }));
  },

  planDefault({ survey: { snapper } }, id) {
    const snapshot = snapper?.snapshots.find(({ number }) => toId(number) === id);
    if (!snapper || !snapshot) return refuse('PLAN-01', { target: id });
    const { subvolumeId } = snapshot;
    const { defaultSubvolumeId } = snapper;
    if (subvolumeId === null || defaultSubvolumeId === null) {
      return refuse('PLAN-07', { goal: 'rollback', version: toName(snapshot) });
    }
    const proposal = { target: id, warnings: [], choice: null };
    if (subvolumeId === defaultSubvolumeId) return { ...proposal, drafts: [] };
    return {
      ...proposal,
      drafts: [
        {
          subject: id,
          message: 'plan.step.set-default',
          params: { version: toName(snapshot) },
          action: { kind: 'set-default-subvolume', to: subvolumeId },
          precondition: { kind: 'default-subvolume-is', value: defaultSubvolumeId },
          inverse: { kind: 'set-default-subvolume', to: defaultSubvolumeId },
        },
      ],
    };
  },

  /** The file system keeps one default and no second one for a single start. */
  planOnce({ survey: { snapper } }, id) {
    const snapshot = snapper?.snapshots.find(({ number }) => toId(number) === id);
    if (!snapshot) return refuse('PLAN-01', { target: id });
    return refuse('PLAN-07', { goal: 'once', version: toName(snapshot) });
  },
};

import type { Partition } from '../../../core/model/machine.ts';
import {
  hasVolumeGroup,
  listLogicalVolumes,
  nameLogicalVolume,
} from '../../../core/unlock/volume-group.ts';
import { useSay } from '../../i18n/text.tsx';

/** What a disk that was unlocked has in it where that is a volume group (LVM); else nothing. */
export function VolumeGroup({ volume }: { volume: Partition }) {
  const say = useSay();
  if (hasVolumeGroup(volume)) return <p>{say('unlock.group.closed', {})}</p>;
  const names = listLogicalVolumes(volume).map(nameLogicalVolume);
  return names.length === 0 ? null : (
    <p>{say('unlock.group.open', { volumes: names.join(', ') })}</p>
  );
}

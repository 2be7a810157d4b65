import type { Partition } from '../../../core/model/machine.ts';
import { formatSize } from '../../i18n/quantities.ts';
import { useLanguage, useSay, useText } from '../../i18n/text.tsx';
import { useNavigation } from '../../state/stores.tsx';
import { nameVolume } from '../../state/volumes.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

/** One partition: its name, its size, what it holds; a locked one with the way to unlock it. */
export function PartitionItem({ partition }: { partition: Partition }) {
  const t = useText();
  const say = useSay();
  const language = useLanguage();
  const go = useNavigation((state) => state.go);
  const { luks, partTypeName, fsType, mountPoints } = partition;
  const name = nameVolume(partition);
  const isLocked = luks !== null && luks.openedAs === null;
  const holds = luks !== null ? t('disks.holds.luks') : (fsType ?? t('disks.holds.nothing'));
  return (
    <div className="partition">
      <div className="row">
        <h3>{name}</h3>
        <span>{formatSize(language, partition.sizeBytes)}</span>
        {luks === null ? null : isLocked ? (
          <Badge state="locked">{say('state.locked', {})}</Badge>
        ) : (
          <Badge state="good">{say('state.open', {})}</Badge>
        )}
      </div>
      <p className="muted">
        <code>{partition.path}</code> ·{' '}
        {partTypeName === null
          ? t('disks.partition', { holds })
          : t('disks.partition.typed', { type: partTypeName, holds })}
        {mountPoints.length === 0 ? '' : ` · ${t('disks.used-at', { at: mountPoints.join(', ') })}`}
      </p>
      {isLocked ? (
        <Button
          kind="quiet"
          icon="unlock"
          onPress={() => {
            go('unlock');
          }}
        >
          {t('unlock.action', { volume: name })}
        </Button>
      ) : null}
    </div>
  );
}

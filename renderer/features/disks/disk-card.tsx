import type { Disk } from '../../../core/model/machine.ts';
import { formatSize } from '../../i18n/quantities.ts';
import { useLanguage, useText } from '../../i18n/text.tsx';
import { Card } from '../../ui/card.tsx';
import { PartitionItem } from './partition-item.tsx';
import './disks.css';

/** One disk with its name, its size and its parts in their order. */
export function DiskCard({ disk }: { disk: Disk }) {
  const t = useText();
  const language = useLanguage();
  const name = disk.model?.trim() ?? '';
  const total = disk.partitions.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <Card>
      <div className="row">
        <h2>{name === '' ? t('disks.unnamed') : name}</h2>
        <span>{formatSize(language, disk.sizeBytes)}</span>
      </div>
      <p className="muted">
        <code>{disk.path}</code>
        {disk.removable ? ` · ${t('disks.removable')}` : ''}
        {disk.readOnly ? ` · ${t('disks.read-only')}` : ''}
      </p>
      {/* A picture of the sizes; the list below says the same in words. */}
      <div className="disk-bar" aria-hidden="true">
        {disk.partitions.map(({ path, sizeBytes, luks }) => (
          <span
            key={path}
            className={luks === null ? 'disk-part' : 'disk-part disk-part-locked'}
            style={{ flexGrow: total === 0 ? 1 : Math.max(0.02, sizeBytes / total) }}
          />
        ))}
      </div>
      {disk.partitions.length === 0 ? <p>{t('disks.empty')}</p> : null}
      <ul className="plain-list partitions">
        {disk.partitions.map((partition) => (
          <li key={partition.path}>
            <PartitionItem partition={partition} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

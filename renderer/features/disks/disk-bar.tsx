import type { Disk } from '../../../core/model/machine.ts';
import './disks.css';

/** A picture of how a disk is divided; the tree says the same in words. */
export function DiskBar({ disk }: { disk: Disk }) {
  const total = disk.partitions.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <div className="disk-bar" aria-hidden="true">
      {disk.partitions.map(({ path, sizeBytes, luks }) => (
        <span
          key={path}
          className={luks === null ? 'disk-part' : 'disk-part disk-part-locked'}
          style={{ flexGrow: total === 0 ? 1 : Math.max(0.02, sizeBytes / total) }}
        />
      ))}
    </div>
  );
}

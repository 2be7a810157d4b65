/**
 * lsblk(8) tells the tree of block devices in one call, and a machine with many disks keeps it busy
 * for longer than Lifeboat needs to load itself. So a command that is sure to ask for the tree has
 * lsblk started first, and takes what it printed when it gets there.
 */
import type { Result } from '../../core/result.ts';
import { runTool } from './run-tool.ts';

/** All that is asked for; what core/disks/lsblk.ts reads. */
const columns = [
  'NAME,PATH,TYPE,SIZE,RO,RM,TRAN,MODEL,SERIAL,PTTYPE,PARTTYPE,PARTTYPENAME,PARTLABEL,PARTUUID',
  'PARTFLAGS,FSTYPE,FSVER,LABEL,UUID,MOUNTPOINTS',
].join(',');

const run = (): Promise<Result<string>> =>
  runTool('lsblk', ['--json', '--bytes', '--output', columns]);

let started: Promise<Result<string>> | null = null;

/** Starts lsblk for the next runLsblk(). */
export function startLsblk(): void {
  started ??= run();
}

/** What lsblk prints as JSON. Each call sees the disks anew, but for the first after startLsblk(). */
export function runLsblk(): Promise<Result<string>> {
  const output = started ?? run();
  started = null;
  return output;
}

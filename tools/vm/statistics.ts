import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { QmpClient } from './qmp.ts';

export interface Statistics {
  secondsSinceStart: number;
  /** Processor time that QEMU used, user and system. */
  cpuSeconds: number;
  /** The most memory that QEMU had at once. */
  peakMemoryMiB: number;
  diskReadMiB: number;
  diskWrittenMiB: number;
}

const blockStatsSchema = z.array(
  z.object({
    device: z.string(),
    stats: z.object({ rd_bytes: z.number(), wr_bytes: z.number() }),
  }),
);

/** Clock ticks a second of /proc/PID/stat; the same on every Linux that Node runs on. */
const ticksPerSecond = 100;
const mebibyte = 1024 * 1024;

/** Processor seconds from the text of /proc/PID/stat (proc_pid_stat(5), fields 14 and 15). */
export function parseCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** What the machine has cost so far. */
export async function readStatistics(
  qmp: QmpClient,
  pid: number,
  secondsSinceStart: number,
): Promise<Statistics> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8');
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  const blocks = blockStatsSchema.parse(await qmp.execute('query-blockstats'));
  const disk = blocks.find(({ device }) => device === 'disk')?.stats;
  return {
    secondsSinceStart,
    cpuSeconds: parseCpuSeconds(stat),
    peakMemoryMiB: Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024),
    diskReadMiB: Math.round((disk?.rd_bytes ?? 0) / mebibyte),
    diskWrittenMiB: Math.round((disk?.wr_bytes ?? 0) / mebibyte),
  };
}

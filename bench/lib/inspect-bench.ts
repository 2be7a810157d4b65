/** What bench/inspect.ts and its rounds have in common. */
import { join } from 'node:path';
import type { BigMachineSize } from './big-machine.ts';

export const size: BigMachineSize = {
  disks: 64,
  partitionsPerDisk: 16,
  entries: 200,
  extensions: 500,
};

/** What lies in the bench's folder beside the machine. */
export function benchFolder(folder: string) {
  return {
    lifeboat: join(folder, 'cli', 'index.mjs'),
    tools: join(folder, 'tools'),
    log: join(folder, 'log'),
    output: join(folder, 'output'),
  };
}

/** Milliseconds of each round, and the calls of tools in one. */
export interface Samples {
  calls: number;
  node: number[];
  tools: number[];
  inspect: number[];
}

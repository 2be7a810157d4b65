import { basename } from 'node:path';
import type { Partition } from '../../core/model/machine.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { runTool } from '../tools/run-tool.ts';
import { getVolumeName } from './device.ts';

const helper = '/usr/lib/systemd/systemd-cryptsetup';

/** Takes the mapping at `path` away again; UNLOCK-18 while something uses it. */
export async function closeMapping(path: string, partition: Partition): Promise<Result<null>> {
  const closed = await runTool(helper, ['detach', basename(path)]);
  if (closed.ok) return ok(null);
  if (closed.failure.code === 'TOOL-01') return closed;
  return fail('UNLOCK-18', { device: getVolumeName(partition) }, closed.failure.detail);
}

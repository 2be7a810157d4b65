import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSnapshotInfo } from '../../core/plan/providers/snapshot-info.ts';
import type { Snapper } from '../../core/model/survey.ts';
import { runTool } from '../tools/run-tool.ts';

const maxSnapshots = 500;

/** A subvolume's id by its path; null where it is none, or there is no tool to ask. */
async function readSubvolumeId(path: string): Promise<string | null> {
  const output = await runTool('btrfs', ['inspect-internal', 'rootid', path]);
  return output.ok ? (/^\d+$/.exec(output.value.trim())?.[0] ?? null) : null;
}

async function readDefaultId(root: string): Promise<string | null> {
  const output = await runTool('btrfs', ['subvolume', 'get-default', root]);
  return output.ok ? (/^ID (\d+)/.exec(output.value)?.[1] ?? null) : null;
}

/** The snapshots below `root`, the newest first; null where snapper keeps none. */
export async function readSnapper(root: string): Promise<Snapper | null> {
  const folder = join(root, '.snapshots');
  const names = await readdir(folder).catch((): string[] => []);
  const numbers = names.filter((name) => /^\d{1,9}$/.test(name)).map(Number);
  const snapshots: Snapper['snapshots'] = [];
  for (const number of numbers.sort((a, b) => b - a).slice(0, maxSnapshots)) {
    const path = join(folder, String(number));
    const text = await readFile(join(path, 'info.xml'), 'utf8').catch(() => null);
    const info = text === null ? null : parseSnapshotInfo(text);
    if (info?.number !== number) continue;
    const subvolumeId = await readSubvolumeId(join(path, 'snapshot'));
    snapshots.push({ number, subvolumeId, date: info.date, description: info.description });
  }
  if (snapshots.length === 0) return null;
  return { snapshots, defaultSubvolumeId: await readDefaultId(root) };
}

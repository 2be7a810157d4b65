import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { journalFields, journalMatches, parseJournal } from '../../core/inspect/journal.ts';
import type { NotVisible } from '../../core/inspect/facts.ts';
import type { Boot } from '../../core/inspect/signs.ts';
import { runTool } from '../tools/run-tool.ts';

/** The newest files of all directories together: a rescue asks for the last starts, not for years. */
const maxFiles = 24;
const maxLines = 5000;
const timeoutMs = 20_000;

const list = (directory: string) => readdir(directory, { withFileTypes: true }).catch(() => []);

/** The system's journal files below `var/log/journal`; a `~` marks one that was not closed. */
async function listJournalFiles(directory: string): Promise<{ path: string; mtimeMs: number }[]> {
  const machines = (await list(directory)).filter((entry) => entry.isDirectory());
  const files = await Promise.all(
    machines.map(async ({ name }) => {
      const inside = await list(join(directory, name));
      return inside
        .filter((entry) => entry.isFile() && /^system.*\.journal~?$/.test(entry.name))
        .map((entry) => join(directory, name, entry.name));
    }),
  );
  return Promise.all(
    files.flat().map(async (path) => ({
      path,
      mtimeMs: await stat(path).then(
        (stats) => stats.mtimeMs,
        () => 0,
      ),
    })),
  );
}

/**
 * The last starts in the journals of `directories`, by one call of journalctl(1), which only reads.
 * What could not be read is added to `notVisible`.
 */
export async function readBoots(
  directories: readonly string[],
  notVisible: NotVisible[],
): Promise<Boot[]> {
  const files = (await Promise.all(directories.map(listJournalFiles)))
    .flat()
    .sort((a, b) => b.mtimeMs - a.mtimeMs)
    .slice(0, maxFiles);
  if (files.length === 0) return [];
  const output = await runTool(
    'journalctl',
    [
      ...files.map(({ path }) => `--file=${path}`),
      ...['--output=json', `--output-fields=${journalFields}`, `--lines=${String(maxLines)}`],
      ...['--no-pager', '--quiet', ...journalMatches],
    ],
    { timeoutMs },
  );
  if (output.ok) return parseJournal(output.value);
  const why = output.failure.code === 'TOOL-01' ? 'tool' : 'unreadable';
  notVisible.push({ what: directories.join(', '), why });
  return [];
}

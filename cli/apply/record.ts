/**
 * The record of a run: what was intended, and how far it came. It is written before the first step and
 * around each one, so it is the journal while the run lasts and the history afterwards. It lies on the
 * ESP, which every start can read, and once more in the system's /var where that is open.
 */
import { dirname, join } from 'node:path';
import type { Machine } from '../../core/model/machine.ts';
import { recordSchemaId, type Plan, type RunRecord, type Step } from '../../core/model/plan.ts';
import { chooseEntry } from '../../core/boot/choice.ts';
import { applyAction, toBootState } from '../../core/plan/boot-state.ts';
import { sayInEnglish } from '../../core/messages/domain.ts';
import type { Survey } from '../../core/model/survey.ts';
import { listCandidates } from '../../core/plan/providers/providers.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { openBootTree, readRecords, recordsDirectory } from '../machine/boot-files.ts';
import { sayGoal } from '../text/plan-text.ts';
import type { FileOperations } from './files.ts';
import { resolvePlace, type Places } from './places.ts';
import { temporaryOf, writeFileSafely } from './safe-write.ts';

const systemDirectory = 'var/lib/lifeboat';

/** The directories in which `lifeboat/records` lies: the ESP first, then the system's own. */
function listHomes(places: Places): string[] {
  const system = resolvePlace(places, 'system', systemDirectory);
  return [places.boot?.esp ?? null, system && dirname(system)].filter((home) => home !== null);
}

/** Those that can be written to: a locked or read-only volume keeps no copy. */
const listWritableHomes = (places: Places): string[] =>
  listHomes(places.system?.isWritable === true ? places : { ...places, system: null });

/** All records, the oldest first; one that lies in two places is taken from the ESP. */
export async function readAllRecords(places: Places): Promise<RunRecord[]> {
  const found = new Map<string, RunRecord>();
  for (const home of listHomes(places)) {
    for (const record of await readRecords(openBootTree(home))) {
      if (!found.has(record.id)) found.set(record.id, record);
    }
  }
  return [...found.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

/** Plain characters only: the line is printed on a console by whoever starts the machine next. */
const toPlain = (text: string) => text.replace(/[^\p{L}\p{N} .,:;()+/_-]/gu, ' ').slice(0, 400);

const nameChoice = (machine: Machine, survey: Survey, steps: readonly Step[]): string | null => {
  const end = steps.reduce(
    (state, { action }) => applyAction(state, action),
    toBootState(machine, survey),
  );
  const entry = chooseEntry(end.entries, end.loader);
  const other = listCandidates({ machine, survey: end.survey }).find(({ isDefault }) => isDefault);
  const version = machine.versions.find(({ entryId }) => entryId === entry?.id);
  return version?.name ?? entry?.title ?? other?.name ?? null;
};

function summarize(record: RunRecord, machine: Machine): string {
  const { startedAt, operator, from, to, plan, reasons } = record;
  const [date = '', time = ''] = startedAt.split(/[T.]/);
  const who = operator === null ? '' : `, for ${operator}`;
  const what = sayGoal('title', plan, machine, sayInEnglish);
  const before = from !== null && from !== to ? ` Before that, ${from} started.` : '';
  const why = reasons[0] === undefined ? '' : ` Why: ${reasons[0]}`;
  return toPlain(`Lifeboat, ${date} ${time} UTC${who}: ${what}.${before}${why}`);
}

export interface RecordOptions {
  operator: string | null;
  now: Date;
}

/** A record for a run that is about to begin: every step intended, none started. */
export function createRecord(
  plan: Plan,
  machine: Machine,
  survey: Survey,
  { operator, now }: RecordOptions,
): RunRecord {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\..*$/, 'Z');
  const record: RunRecord = {
    schema: recordSchemaId,
    id: `${stamp}-${plan.goal}-${String(process.pid)}`,
    startedAt: now.toISOString(),
    endedAt: null,
    operator,
    from: nameChoice(machine, survey, []),
    to: nameChoice(machine, survey, plan.steps),
    summary: '',
    reasons: machine.problems
      .filter(({ severity }) => severity !== 'info')
      .map(({ sentence }) => sentence),
    plan,
    steps: plan.steps.map(() => 'intended'),
    outcome: 'running',
  };
  return { ...record, summary: summarize(record, machine) };
}

const isSameAction = (a: Step, b: Step) => JSON.stringify(a.action) === JSON.stringify(b.action);

/**
 * The record of a run that was cut off, gone on with: what the new plan no longer needs is done, and
 * what it still needs follows. So the run stays one change, which undo takes back as one.
 */
export function continueRecord(interrupted: RunRecord, plan: Plan): RunRecord {
  const done = interrupted.plan.steps.filter(
    (step, i) =>
      interrupted.steps[i] !== 'intended' && !plan.steps.some((next) => isSameAction(step, next)),
  );
  return {
    ...interrupted,
    endedAt: null,
    outcome: 'running',
    plan: { ...plan, steps: [...done, ...plan.steps] },
    steps: [...done.map(() => 'done' as const), ...plan.steps.map(() => 'intended' as const)],
  };
}

/** The record as it is at the end: done when all steps are, partly done when some are. */
export function closeRecord(record: RunRecord, now: Date): RunRecord {
  const done = record.steps.filter((state) => state === 'done').length;
  const outcome = done === record.steps.length ? 'done' : done > 0 ? 'partly-done' : 'not-done';
  const note = { done: '', 'partly-done': ' Only partly done.', 'not-done': ' Not done.' }[outcome];
  return { ...record, endedAt: now.toISOString(), outcome, summary: record.summary + note };
}

/** Writes the record to its places; without one on the ESP, or in the system, nothing may begin. */
export async function writeRecord(
  files: FileOperations,
  places: Places,
  record: RunRecord,
): Promise<Result<null>> {
  const [first, ...others] = listWritableHomes(places);
  if (first === undefined) return fail('ESP-01');
  const write = (home: string) =>
    writeFileSafely(
      files,
      join(home, recordsDirectory, `${record.id}.json`),
      `${JSON.stringify(record)}\n`,
    );
  const written = await write(first);
  // The second copy is for reading only; a full or read-only /var does not stop a rollback.
  for (const home of others) if (written.ok) await write(home);
  return written;
}

/** Closes the records of runs that were cut off, apart from `keep`. Only for the lock's holder. */
export async function closeInterruptedRecords(
  files: FileOperations,
  places: Places,
  records: readonly RunRecord[],
  keep: RunRecord | null,
  now: Date,
): Promise<Result<null>> {
  for (const record of records) {
    if (record.outcome !== 'running' || record.id === keep?.id) continue;
    const written = await writeRecord(files, places, closeRecord(record, now));
    if (!written.ok) return written;
  }
  return ok(null);
}

/** Takes away the temporary files that cut-off writes of records left behind. */
export async function removeLeftovers(files: FileOperations, places: Places): Promise<void> {
  for (const home of listWritableHomes(places)) {
    const directory = join(home, recordsDirectory);
    const names = await files.list(directory).catch((): string[] => []);
    const isLeftover = (name: string) => name === temporaryOf(name.slice(1, -'.tmp'.length));
    for (const name of names.filter((each) => each.endsWith('.json.tmp') && isLeftover(each))) {
      await files.remove(join(directory, name));
    }
  }
}

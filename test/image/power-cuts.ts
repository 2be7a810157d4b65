/**
 * Real power cuts: QEMU is ended in the middle of `lifeboat apply`, at moments that are spread over
 * the run. Each goes on from a snapshot that was taken within that run. What the disk holds then is
 * judged on the host, `lifeboat apply --resume` goes on with a copy of it, and some of the machines
 * are started again, to the version that they choose or to Lifeboat, which then reaches the goal.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { demoReportLine, demoReportSchema } from '../../tools/demo/demo-report.ts';
import type { Target } from '../../tools/demo/targets.ts';
import { treeProgram } from '../../tools/vm/qemu.ts';
import { bootMachine } from '../../tools/vm/boot.ts';
import { startMachine, type Machine, type MachineOptions } from '../../tools/vm/machine.ts';
import { checkEspFile } from '../crash/check.ts';
import { readEsp } from '../crash/reader.ts';
import { runInGuest } from '../helpers/guest-commands.ts';

export const goal = 'rollback --to demo_1.0';
/** The tool as it was built for the image, run here. */
export const lifeboatProgram = resolve(import.meta.dirname, '../../out/cli/index.mjs');

const bootDeadlineMs = 300_000;
/** systemd-repart puts the ESP first, behind the table and its alignment. */
const esp = { startMiB: 1, sizeMiB: 1024 };
const wanted = 'demo_1.0.efi';

/** Where a run is kept to be cut again and again: what it has just said on its terminal. */
const stages = { begun: /- Writing down/, checked: /- Give Demo 1\.0/ } as const;

export interface Moment {
  stage: keyof typeof stages;
  thenMs: number;
  /** Whether the machine is started again afterwards. */
  isStarted: boolean;
}

export interface CutResult {
  moment: string;
  /** How far the record says that it came; "none" where nothing had begun, or "torn". */
  record: string;
  /** Versions that can be started, on the ESP. */
  bootable: string;
  /** What brought a copy of the ESP to the goal. */
  wentOn: string;
  /** What the machine started, and how it came to the goal; null where it was not tried. */
  started: string | null;
  fault: string | null;
}

const after = (stage: Moment['stage'], ...moments: [thenMs: number, isStarted?: boolean][]) =>
  moments.map(([thenMs, isStarted = false]): Moment => ({ stage, thenMs, isStarted }));

export class PowerCuts {
  /** Before the image is read through only the record is written; then comes all that counts. */
  readonly moments: readonly Moment[] = [
    ...after('begun', [0], [100, true], [400]),
    ...after('checked', [0], [80], [200], [500, true], [1000], [2000, true], [4000]),
  ];
  readonly #target: Target;
  readonly #name: string;
  readonly #folder: string;

  constructor(target: Target, name: string, folder: string) {
    this.#target = target;
    this.#name = name;
    this.#folder = folder;
  }

  /** Makes the plan, carries it out and keeps the machine at each stage; it is switched off then. */
  async prepare(machine: Machine): Promise<void> {
    const from = machine.serial.mark();
    await runInGuest(
      machine,
      `set -e
      mkdir -p /run/look && mount /dev/vda1 /run/look && rm -rf /run/look/lifeboat/records
      umount /run/look
      lifeboat plan ${goal} --json >/run/plan.json
      sync; echo 3 >/proc/sys/vm/drop_caches
      lifeboat apply /run/plan.json >/dev/ttyS0 2>&1 &`,
    );
    for (const [stage, said] of Object.entries(stages)) {
      const hear = () => said.exec(machine.serial.text.slice(from)) ?? undefined;
      await machine.waitFor(`${String(said)} of the run`, bootDeadlineMs, hear, 5);
      await machine.saveSnapshot(stage);
    }
    await machine.cutPower();
  }

  /** One run that is cut off at `moment`, and what became of the machine. */
  async cut(moment: Moment): Promise<CutResult> {
    const runDir = await this.#runUntil(moment);
    const folder = await mkdtemp(join(this.#folder, 'cut-'));
    try {
      const tree = join(folder, 'tree');
      await this.#extractEsp(join(runDir, 'disk.qcow2'), join(folder, 'esp.img'));
      const { fault } = await checkEspFile('', join(folder, 'esp.img'), tree, { anyOf: [wanted] });
      const result: CutResult = {
        moment: `${moment.stage} + ${String(moment.thenMs)} ms`,
        record: await describeRecord(tree),
        bootable: readEsp(tree).bootable.join(', '),
        wentOn: await goOn(tree),
        started: null,
        fault,
      };
      return moment.isStarted ? { ...result, started: await this.#start() } : result;
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** The results as a table. */
  describe(results: readonly CutResult[]): string {
    const rows = results.map(({ moment, record, bootable, wentOn, started, fault }) =>
      [moment, record, bootable, wentOn, started ?? '–', fault ?? ''].join(' | '),
    );
    const starts = results.filter(({ started }) => started !== null).length;
    const bad = results.filter(({ fault }) => fault !== null).length;
    return [
      'Power cut at | record | bootable | the copy | the machine',
      ...rows,
      `${String(results.length)} power cuts, ${String(bad)} unbootable, ${String(starts)} started again`,
    ].join('\n');
  }

  /** The machine as the last run of it left it. */
  get #left(): MachineOptions {
    return { ...this.#target, name: this.#name, memoryMiB: 2048, resume: true };
  }

  async #runUntil({ stage, thenMs }: Moment): Promise<string> {
    const machine = await startMachine({ ...this.#left, extraArguments: ['-loadvm', stage] });
    await sleep(thenMs);
    await machine.cutPower();
    return machine.runDir;
  }

  async #extractEsp(disk: string, file: string): Promise<void> {
    const { startMiB, sizeMiB } = esp;
    const place = [`skip=${String(startMiB)}`, `count=${String(startMiB + sizeMiB)}`];
    const words = ['-U', '-f', 'qcow2', '-O', 'raw', 'bs=1M', ...place];
    const program = treeProgram(this.#target.toolsTree, 'qemu-img', [
      ...['dd', ...words, `if=${disk}`, `of=${file}`],
    ]);
    await execa(program.file, program.args, { env: program.env });
  }

  /** Starts the machine as it was left; a version that runs is enough, Lifeboat goes on to the goal. */
  async #start(): Promise<string> {
    const machine = await bootMachine(this.#left);
    try {
      const asks = await machine.waitFor('a version or Lifeboat', bootDeadlineMs, () => {
        if (/passphrase/i.test(machine.serial.text)) return 'a passphrase';
        const isUp = machine.journal.records.some(({ MESSAGE = '' }) =>
          MESSAGE.includes('MARK session'),
        );
        return isUp ? 'nothing' : undefined;
      });
      if (asks === 'a passphrase') {
        machine.serial.write(`${this.#target.passphrase}\n`);
        const [, json = ''] = await machine.waitForSerial(demoReportLine, bootDeadlineMs);
        return `Demo ${demoReportSchema.parse(JSON.parse(json)).version}`;
      }
      const outcome = await runInGuest(
        machine,
        `systemctl stop lifeboat-session
        if lifeboat apply --resume >/dev/null 2>&1; then echo finished; exit; fi
        lifeboat plan ${goal} --json >/run/plan.json && lifeboat apply /run/plan.json >/dev/null && echo done anew`,
      );
      return `Lifeboat, ${outcome.trim()}`;
    } finally {
      await machine.cutPower();
    }
  }
}

/** The last record on an ESP in words: its outcome and the states of its steps. */
async function describeRecord(tree: string): Promise<string> {
  const folder = join(tree, 'lifeboat/records');
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d.*\.json$/.test(name));
  const last = names.sort().at(-1);
  if (last === undefined) return 'none';
  const text = await readFile(join(folder, last), 'utf8');
  // The name can be there before the bytes are; such a record counts as none when it is gone on.
  if (!text.trimEnd().endsWith('}')) return 'torn';
  const { outcome, steps } = JSON.parse(text) as { outcome: string; steps: string[] };
  return `${outcome}: ${steps.join(', ')}`;
}

/** Brings a copy of the ESP to the goal: what was begun is finished, what was not is done anew. */
async function goOn(tree: string): Promise<string> {
  const run = (input: string, ...args: string[]) =>
    execa(process.execPath, [lifeboatProgram, ...args, '--esp', tree], { input, reject: false });
  const resumed = await run('', 'apply', '--resume');
  if (resumed.exitCode !== 0) {
    if (!resumed.stderr.includes('APPLY-07')) throw new Error(resumed.stderr);
    const plan = await run('', 'plan', ...goal.split(' '), '--json');
    const applied = await run(plan.stdout, 'apply', '-');
    if (applied.exitCode !== 0) throw new Error(applied.stderr);
  }
  const { choice } = readEsp(tree);
  if (choice !== wanted) throw new Error(`${String(choice)} is chosen`);
  return resumed.exitCode === 0 ? 'finished' : 'done anew';
}

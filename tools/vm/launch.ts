import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { CommandError } from '../lib/errors.ts';
import { outDir } from '../lib/paths.ts';
import { buildArguments, type Hardware } from './arguments.ts';
import { findFirmware, treeProgram } from './qemu.ts';
import { connectSocket } from './qmp.ts';
import { launchTpm } from './tpm.ts';

export interface LaunchOptions extends Hardware {
  /** Names the run folder, out/run/NAME. */
  name: string;
  /** The raw disk image. */
  disk: string;
  toolsTree: string;
  /** Goes on with the disk and NVRAM that the last run of this name left behind. */
  resume?: boolean;
}

/** A QEMU process with a paused machine in it. */
export interface Launched {
  child: ChildProcess;
  runDir: string;
  socketDir: string;
  /** On the clock of performance.now(). */
  startedAt: number;
  /** Connects to the socket called `name`; fails at once when QEMU has ended. */
  connect: (name: string) => Promise<Socket>;
  /** What QEMU complained about so far. */
  readErrors: () => Promise<string>;
}

const connectDeadlineMs = 20_000;

/** An overlay over the disk and a copy of the firmware's variables, both qcow2 for snapshots. */
async function makeStorage(options: LaunchOptions, runDir: string): Promise<void> {
  const makeImage = async (...args: string[]) => {
    const program = treeProgram(options.toolsTree, 'qemu-img', args);
    await execa(program.file, program.args, { env: program.env });
  };
  const overlay = ['-f', 'qcow2', '-b', options.disk, '-F', 'raw'];
  await makeImage('create', '-q', ...overlay, join(runDir, 'disk.qcow2'));
  const { variables } = findFirmware(options.toolsTree);
  const nvram = join(runDir, 'nvram.qcow2');
  await makeImage('convert', '-q', '-f', 'raw', '-O', 'qcow2', variables, nvram);
}

async function prepareRunFolder(options: LaunchOptions): Promise<string> {
  const runDir = join(outDir, 'run', options.name);
  if (options.resume !== true) rmSync(runDir, { recursive: true, force: true });
  mkdirSync(runDir, { recursive: true });
  if (options.resume !== true) await makeStorage(options, runDir);
  return runDir;
}

/** Starts QEMU with its processor stopped; it can't outlive this process. */
export async function launchQemu(options: LaunchOptions): Promise<Launched> {
  const runDir = await prepareRunFolder(options);
  // Unix sockets have short names (108 bytes), checkouts may have long ones.
  const socketDir = await mkdtemp(join(tmpdir(), 'lifeboat-vm-'));
  rmSync(join(runDir, 'sockets'), { force: true });
  symlinkSync(socketDir, join(runDir, 'sockets'));

  const { toolsTree } = options;
  const places = { runDir, socketDir, toolsTree, firmware: findFirmware(toolsTree).code };
  const args = buildArguments(options, places);
  const program = treeProgram(toolsTree, 'qemu-system-x86_64', args);
  if (options.hasTpm === true) await launchTpm(toolsTree, runDir, socketDir);
  const startedAt = performance.now();
  // setpriv makes the kernel end QEMU when this process ends, however it ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program.file, ...program.args], {
    env: program.env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errorFile = join(runDir, 'qemu.stderr');
  child.stderr.pipe(createWriteStream(errorFile, { flags: 'a' }));
  const end = () => {
    child.kill('SIGKILL');
    rmSync(socketDir, { recursive: true, force: true });
  };
  process.on('exit', end);
  child.once('exit', () => process.off('exit', end));

  const check = () => {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new CommandError(`QEMU could not start; see ${errorFile}.`);
  };
  return {
    ...{ child, runDir, socketDir, startedAt },
    connect: (name) => connectSocket(join(socketDir, name), connectDeadlineMs, check),
    readErrors: async () => (await readFile(errorFile, 'utf8').catch(() => '')).trim(),
  };
}

/*
 * The machine's security chip: swtpm (libtpms) of the tools tree, one process beside QEMU, which
 * talks to it over a Unix socket. What the chip keeps lies in the run folder, so a machine that is
 * resumed has the same chip; a snapshot of the machine holds the chip too.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../lib/errors.ts';
import { waitUntil } from '../lib/wait.ts';
import { treeProgram } from './qemu.ts';

const socketName = 'tpm';
const listenDeadlineMs = 10_000;

/** QEMU's arguments for a TPM 2.0 whose swtpm listens in `socketDir`. */
export function tpmArguments(socketDir: string): string[] {
  return [
    ...['-chardev', `socket,id=tpm,path=${join(socketDir, socketName)}`],
    ...['-tpmdev', 'emulator,id=tpm,chardev=tpm', '-device', 'tpm-crb,tpmdev=tpm'],
  ];
}

/**
 * Starts swtpm and waits until it listens in `socketDir`; a CommandError when it ends instead. It
 * ends with the process that started it, or when QEMU hangs up.
 */
export async function launchTpm(
  toolsTree: string,
  runDir: string,
  socketDir: string,
): Promise<void> {
  const stateDir = join(runDir, 'tpm');
  mkdirSync(stateDir, { recursive: true });
  const [socket, log] = [join(socketDir, socketName), join(runDir, 'tpm.log')];
  const program = treeProgram(toolsTree, 'swtpm', [
    ...['socket', '--tpm2', '--tpmstate', `dir=${stateDir}`, '--log', `file=${log}`],
    ...['--ctrl', `type=unixio,path=${socket}`, '--flags', 'startup-clear', '--terminate'],
  ]);
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program.file, ...program.args], {
    env: program.env,
    stdio: 'ignore',
  });
  const check = () => {
    if (child.exitCode !== null) throw new CommandError(`swtpm could not start; see ${log}.`);
  };
  await waitUntil({ what: 'swtpm to listen', deadlineMs: listenDeadlineMs, check }, () =>
    existsSync(socket) ? true : undefined,
  );
}

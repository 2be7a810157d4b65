/**
 * `lifeboat`, the privileged tool: the only code that reads raw devices or changes a disk, the EFI
 * system partition or EFI variables. It runs in one of three ways. *Local*: root, or directories
 * given, or a command that only looks. *Client*: an ordinary user where the service's socket is; the
 * command is relayed and the person sees no difference. *Served*: the service's side of that. One
 * command is the same code in all three (io/io.ts).
 *
 * A slow machine takes seconds to load all of it. So what is imported here, for every start, is
 * small: the command line, the client, the terminal, and no schemas and no sentences. The rest is
 * loaded by whoever needs it, each command for itself (run-command.ts).
 */
import { access, constants } from 'node:fs/promises';
import { channelVariable } from '../core/contract/channel.ts';
import { fail, type Failure } from '../core/result.ts';
import { lifeboatVersion } from '../core/version.ts';
import {
  isWork,
  looksAtDisks,
  parseArguments,
  type Invocation,
  type WorkInvocation,
} from './arguments.ts';
import { compareForPerson } from './commands/compare-versions.ts';
import { openChannel, type Channel } from './io/channel.ts';
import { connectToService, relay } from './io/client.ts';
import type { Io } from './io/io.ts';
import { createTerminalIo } from './io/terminal.ts';

const servicePath = '/run/lifeboat/cli.sock';

/** Commands that look without rights where there are none: they say what they could not see. */
const canRunUnprivileged = (invocation: WorkInvocation) =>
  ['inspect', 'plan', 'report', 'history'].includes(invocation.command) ||
  (invocation.command === 'unlock' && invocation.device === null);

const isReachable = (path: string) =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

async function report(failure: Failure, isJson: boolean, io: Io): Promise<number> {
  const { reportFailure } = await import('./report-failure.ts');
  return reportFailure(failure, isJson, io);
}

/** Runs the command here or has the service run it; RIGHTS-01 when neither is possible. */
async function runWork(
  invocation: WorkInvocation,
  argv: readonly string[],
  io: Io,
  channel: Channel | null,
): Promise<number> {
  const isRoot = process.getuid?.() === 0;
  const hasDirectories = 'where' in invocation && invocation.where.kind !== 'running';
  // Another socket may be named only where no rights are lent: the client has none of its own.
  const chosenSocket = process.env['LIFEBOAT_SOCKET'];
  const socketPath = chosenSocket ?? servicePath;
  const wantsService = chosenSocket !== undefined || !isRoot;
  if (!hasDirectories && wantsService && (await isReachable(socketPath))) {
    const socket = await connectToService(socketPath);
    if (socket) return relay(socket, invocation, argv, io, channel);
  }
  if (isRoot || hasDirectories || canRunUnprivileged(invocation)) {
    if (looksAtDisks(invocation)) (await import('./tools/lsblk.ts')).startLsblk();
    const { runCommand } = await import('./run-command.ts');
    return runCommand(invocation, io);
  }
  return report(fail('RIGHTS-01').failure, invocation.json, io);
}

/** A signal that comes while a command runs: it ends at its next safe point. */
function abortOnSignals(): AbortSignal {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => cancel.abort());
  }
  return cancel.signal;
}

/** The commands that need neither rights nor the machine, and those that start others. */
async function runOther(invocation: Exclude<Invocation, WorkInvocation>): Promise<number> {
  switch (invocation.command) {
    case 'help': {
      const { getHelp } = await import('./help.ts');
      process.stdout.write(getHelp(invocation.topic));
      return 0;
    }
    case 'version':
      process.stdout.write(`${lifeboatVersion}\n`);
      return 0;
    case 'compare-versions': {
      const { text, exitCode } = compareForPerson(invocation);
      process.stdout.write(text);
      return exitCode;
    }
    case 'menu': {
      const { runMenu } = await import('./menu/menu.ts');
      return runMenu();
    }
    case 'serve': {
      const { serve } = await import('./io/serve.ts');
      return serve(process.stdin, process.stdout, abortOnSignals());
    }
  }
}

/** Hands the terminal to `use`, and the channel of the job where there is one. */
async function atTerminal(
  use: (io: Io, channel: Channel | null) => Promise<number>,
): Promise<number> {
  const path = process.env[channelVariable];
  const channel = path ? await openChannel(path) : null;
  try {
    return await use(createTerminalIo(channel, abortOnSignals()), channel);
  } finally {
    await channel?.close();
  }
}

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    const exitCode = await atTerminal((io) => report(parsed.failure, false, io));
    // Its exit codes are those of systemd-analyze, which has none of its own for wrong use.
    return argv[0] === 'compare-versions' ? 1 : exitCode;
  }
  const invocation = parsed.value;
  return isWork(invocation)
    ? atTerminal((io, channel) => runWork(invocation, argv, io, channel))
    : runOther(invocation);
}

// Not awaited: what main() loads imports from this module in turn, and would wait for its end.
void main(process.argv.slice(2)).then((exitCode) => {
  // Once all is printed, at once: neither a pipe that is still open for reading nor the tidying up of
  // memory that goes anyway keeps a finished command alive.
  process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
});

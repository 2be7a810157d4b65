/**
 * `lifeboat`, the privileged tool: the only code that reads raw devices or changes a disk, the EFI
 * system partition or EFI variables. It runs in one of three ways. *Local*: root, or directories
 * given, or a command that only looks. *Client*: an ordinary user where the service's socket is; the
 * command is relayed and the person sees no difference. *Served*: the service's side of that. One
 * command is the same code in all three (io/io.ts).
 */
import { access, constants } from 'node:fs/promises';
import { fail } from '../core/result.ts';
import { lifeboatVersion } from '../core/version.ts';
import { parseArguments } from './arguments.ts';
import { compareForPerson } from './commands/compare-versions.ts';
import { getHelp } from './help.ts';
import { openChannel, type Channel } from './io/channel.ts';
import { connectToService, relay } from './io/client.ts';
import type { Io } from './io/io.ts';
import { servicePath } from './io/protocol.ts';
import { serve } from './io/serve.ts';
import { createTerminalIo } from './io/terminal.ts';
import { runMenu } from './menu/menu.ts';
import { isWork, reportFailure, runCommand, type WorkInvocation } from './run-command.ts';

/** Commands that look without rights where there are none: they say what they could not see. */
const canRunUnprivileged = (invocation: WorkInvocation) =>
  ['inspect', 'plan', 'report', 'history'].includes(invocation.command) ||
  (invocation.command === 'unlock' && invocation.device === null);

const isReachable = (path: string) =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

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
    return runCommand(invocation, io);
  }
  return reportFailure(fail('RIGHTS-01').failure, invocation.json, io);
}

/** A signal that comes while a command runs: it ends at its next safe point. */
function abortOnSignals(): AbortSignal {
  const cancel = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => cancel.abort());
  }
  return cancel.signal;
}

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if (parsed.ok && !isWork(parsed.value)) {
    switch (parsed.value.command) {
      case 'help':
        process.stdout.write(getHelp(parsed.value.topic));
        return 0;
      case 'version':
        process.stdout.write(`${lifeboatVersion}\n`);
        return 0;
      case 'compare-versions': {
        const { text, exitCode } = compareForPerson(parsed.value);
        process.stdout.write(text);
        return exitCode;
      }
      case 'menu':
        return runMenu();
      case 'serve':
        return serve(process.stdin, process.stdout, abortOnSignals());
    }
  }
  const channel = await openChannel();
  const io = createTerminalIo(channel, abortOnSignals());
  try {
    if (!parsed.ok) {
      const exitCode = reportFailure(parsed.failure, false, io);
      // Its exit codes are those of systemd-analyze, which has none of its own for wrong use.
      return argv[0] === 'compare-versions' ? 1 : exitCode;
    }
    return isWork(parsed.value) ? await runWork(parsed.value, argv, io, channel) : 0;
  } finally {
    await channel?.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
// A terminal or a pipe that is still open for reading must not keep a finished command alive.
process.stdin.destroy();

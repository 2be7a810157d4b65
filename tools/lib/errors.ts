/**
 * An expected end of a command: one sentence that says what is wrong and one that names the next
 * step. Anything else that is thrown is a bug and keeps its stack trace.
 */
export class CommandError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'CommandError';
    this.hint = hint;
  }
}

/** Prints `error` as a person should read it: expected ends without a stack trace. */
export function describeError(error: unknown): string {
  if (error instanceof CommandError) {
    return error.hint === undefined
      ? `✗ ${error.message}`
      : `✗ ${error.message}\n  Next: ${error.hint}`;
  }
  if (error instanceof Error) return `✗ A defect in the tools: ${error.stack ?? error.message}`;
  return `✗ A defect in the tools: ${String(error)}`;
}

/** Runs a command's main function; its failures are printed here and make the exit status 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  // Without a handler a signal ends the process at once, and what has to be tidied up stays.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  }
}

import { execFile, type ExecFileException } from 'node:child_process';

const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin';

export interface ProgramOptions {
  /** Written to the program's standard input, which ends then. */
  input?: string | Uint8Array;
  timeoutMs?: number;
  maxBytes?: number;
}

/** What a program said, and how it ended. */
export interface ProgramEnd {
  stdout: Buffer;
  stderr: string;
  /** Null for exit status 0; else in words, with the command line. */
  problem: string | null;
  isMissing: boolean;
}

/** The environment of every program; PATH keeps the caller's own directories in front. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: [process.env['PATH'], systemPath].filter(Boolean).join(':'),
  LANG: 'C.UTF-8',
});

function describeProblem(error: ExecFileException, commandLine: string): string {
  const { code, killed, signal, message } = error;
  if (typeof code === 'number')
    return `Command failed with exit code ${String(code)}: ${commandLine}`;
  // What is killed from here has taken too long.
  if (signal) return `Command was ${killed ? 'ended' : 'killed'} with ${signal}: ${commandLine}`;
  return message;
}

/**
 * Runs a program to its end, without a shell and in a small environment; never rejects. execa can do
 * more and is larger than all that looks at a machine, so it is left to what talks with a program
 * while it runs.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { input, timeoutMs = 60_000, maxBytes = 16 * 1024 * 1024 }: ProgramOptions = {},
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { env: toolEnvironment(), encoding: 'buffer', timeout: timeoutMs, maxBuffer: maxBytes },
      (error, stdout, stderr) =>
        resolve({
          stdout,
          stderr: stderr.toString('utf8').trimEnd(),
          problem: error && describeProblem(error, [program, ...args].join(' ')),
          isMissing: error?.code === 'ENOENT',
        }),
    );
    // It may end without reading what it is given.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { CommandError } from './errors.ts';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  hint?: string;
}

const tailLines = 15;

/** A program's output without colours, empty lines and stack traces. */
function readableLines(output: string): string[] {
  const isReadable = (line: string) => line.trim() !== '' && !/^\s+at /.test(line);
  return stripVTControlCharacters(output).split('\n').filter(isReadable);
}

/** Runs a program quietly; gives what it printed. A failure shows its last lines. */
export async function runQuietly(
  file: string,
  args: string[],
  options: RunOptions = {},
): Promise<string> {
  const result = await execa(file, args, {
    all: true,
    reject: false,
    stdin: 'ignore',
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.env !== undefined && { env: options.env, extendEnv: false }),
  });
  if (!result.failed) return result.all;
  if (result.code === 'ENOENT') throw new CommandError(`${file} is missing.`, options.hint);
  const tail = readableLines(result.all).slice(-tailLines).join('\n  | ');
  throw new CommandError(
    `${file} ${args[0] ?? ''} failed (${String(result.exitCode ?? result.signal)}):\n  | ${tail}`,
    options.hint,
  );
}

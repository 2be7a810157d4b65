/**
 * Tools are programs of the system that lifeboat runs: lsblk, cryptsetup, mount, bootctl. They get a
 * fixed, small environment and no shell; what they print passes a schema before it is believed.
 */
import { fail, ok, type Result } from '../../core/result.ts';
import { runProgram, type ProgramOptions } from './run-program.ts';

/**
 * What `tool` prints on stdout, without the end of its last line. TOOL-01 when it is not installed,
 * TOOL-02 when it fails; the detail then has the command line's words and its stderr.
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Result<string>> {
  const { stdout, stderr, problem, isMissing } = await runProgram(tool, args, options);
  if (isMissing) return fail('TOOL-01', { tool });
  if (problem !== null)
    return fail('TOOL-02', { tool }, [problem, stderr].filter(Boolean).join('\n'));
  return ok(stdout.toString('utf8').replace(/\r?\n$/, ''));
}

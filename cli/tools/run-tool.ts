/**
 * Tools are programs of the system that lifeboat runs: lsblk, cryptsetup, mount, bootctl. They get a
 * fixed, small environment and no shell; what they print passes a schema before it is believed.
 */
import { execa, type ExecaError } from 'execa';
import { fail, ok, type Result } from '../../core/result.ts';

const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin';

export interface ToolOptions {
  /** Written to the tool's standard input, which is closed otherwise. */
  input?: string | Uint8Array;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** The environment of every tool; PATH keeps the caller's own directories in front. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: [process.env['PATH'], systemPath].filter(Boolean).join(':'),
  LANG: 'C.UTF-8',
});

/**
 * What `tool` prints on stdout. TOOL-01 when it is not installed, TOOL-02 when it fails; the detail
 * then has the command line's words and its stderr.
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<Result<string>> {
  try {
    const { stdout } = await execa(tool, args, {
      env: toolEnvironment(),
      extendEnv: false,
      ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
      timeout: options.timeoutMs ?? 60_000,
      maxBuffer: 16 * 1024 * 1024,
      ...(options.signal ? { cancelSignal: options.signal } : {}),
    });
    return ok(stdout);
  } catch (error) {
    const { code, shortMessage, stderr } = error as ExecaError;
    if (code === 'ENOENT') return fail('TOOL-01', { tool });
    return fail('TOOL-02', { tool }, [shortMessage, stderr].filter(Boolean).join('\n'));
  }
}

/** Turns what a screen asks for into the command line that anybody could type. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRequest } from '../../core/contract/job.ts';

/** The arguments of `lifeboat` for a request; a plan is handed over as a file in `folder`. */
export async function commandArguments(request: JobRequest, folder: string): Promise<string[]> {
  switch (request.command) {
    case 'inspect':
    case 'report':
    case 'reboot':
      return [request.command];
    case 'unlock':
      return ['unlock', request.device, '--method', request.method];
    case 'lock':
      return ['lock', request.device];
    case 'plan':
      return ['plan', request.goal, '--to', request.target];
    case 'apply': {
      const file = join(folder, `plan-${request.plan.goal}.json`);
      await writeFile(file, JSON.stringify(request.plan), { mode: 0o600 });
      return ['apply', file];
    }
  }
}

/** The command line as a person reads it and a shell takes it. */
export function showCommandLine(args: string[]): string {
  const quoted = args.map((arg) =>
    /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`,
  );
  return ['lifeboat', ...quoted].join(' ');
}

/** Turns what a screen asks for into the command line that anybody could type. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobRequest } from '../../core/contract/job.ts';

/** The arguments of `lifeboat` for a request; a plan is handed over as a file in `folder`. */
export async function commandArguments(request: JobRequest, folder: string): Promise<string[]> {
  switch (request.command) {
    case 'inspect':
    case 'history':
    case 'report':
    case 'reboot':
      return [request.command];
    case 'unlock':
      return [
        'unlock',
        request.device,
        '--method',
        request.method,
        ...(request.isWritable === true ? ['--writable'] : []),
      ];
    case 'preferences':
      return ['preferences', '--save', request.save];
    case 'lock':
      return ['lock', request.device];
    case 'questions':
      return ['questions', ...(request.id === null ? [] : [request.id])];
    case 'plan':
      return ['plan', request.goal, ...(request.target === null ? [] : ['--to', request.target])];
    case 'apply': {
      const file = join(folder, `plan-${request.plan.goal}.json`);
      await writeFile(file, JSON.stringify(request.plan), { mode: 0o600 });
      // One word, so that a name that begins with a dash is no option.
      const operator = request.operator === null ? [] : [`--operator=${request.operator}`];
      return ['apply', file, ...operator];
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

/*
 * `npm run check`: everything that can be checked in under a minute with neither root nor a virtual
 * machine: types, lint, format, layers, dead code, unit, component and the quick contract tests.
 * The static checks run beside the tests.
 */
import { CommandError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { formatSeconds, say } from './lib/steps.ts';
import { prepareNodePty } from './setup/node-pty.ts';
import { runBuildPart } from './suite/build.ts';
import { formatSummary, hasFailed } from './suite/results.ts';
import { runStaticPart } from './suite/static.ts';
import { runVitestPart } from './suite/vitest.ts';

await runCommand(async () => {
  const { positionals } = parseOptions({}, 'use `npm run check`; it has no options.');
  if (positionals.length > 0)
    throw new CommandError('`npm run check` takes no arguments.', 'see `npm test` for parts.');
  await prepareNodePty();

  const build = await runBuildPart();
  const parts = [
    build,
    ...(await Promise.all([
      runStaticPart(),
      runVitestPart({ part: 'unit', projects: ['unit', 'component', 'contract'] }),
    ])),
  ];
  say(formatSummary(parts));
  say(`(${formatSeconds(process.uptime() * 1000)})`);
  if (hasFailed(parts)) process.exitCode = 1;
});

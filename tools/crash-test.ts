/*
 * `npm run crash-test [-- --kills N] [--samples N]`: the tests of power cuts, for longer than the
 * suite does them: `lifeboat apply` ended by SIGKILL at random instants, and orders of a disk's last
 * writes. It ends with how many crash points there were.
 */
import { execa } from 'execa';
import { CommandError, runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { repositoryDir } from './lib/paths.ts';

const usage = 'use `npm run crash-test -- [--kills N] [--samples N]`.';
const files = ['crash', 'kill', 'blocks'].map((name) => `test/contract/rollback-${name}.test.ts`);

function parseCount(name: string, text: string): string {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new CommandError(`--${name} is a number.`, usage);
  return text;
}

await runCommand(async () => {
  const { values } = parseOptions(
    { kills: { type: 'string' }, samples: { type: 'string' } },
    usage,
  );
  const { kills = '500', samples = '2000' } = values;
  const env = {
    LIFEBOAT_KILLS: parseCount('kills', kills),
    LIFEBOAT_CRASH_SAMPLES: parseCount('samples', samples),
  };
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'endurance', ...files];
  const { exitCode } = await execa(process.execPath, vitest, {
    cwd: repositoryDir,
    env,
    stdio: 'inherit',
    reject: false,
  });
  if (exitCode !== 0) throw new CommandError('a crash test failed.', 'see above.');
});

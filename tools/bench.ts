/*
 * `npm run bench:NAME`: one of the benchmarks in bench/, each of which prints a table of ratios.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, runCommand } from './lib/errors.ts';
import { repositoryDir } from './lib/paths.ts';

await runCommand(async () => {
  const [name, ...rest] = process.argv.slice(2);
  const files = await readdir(join(repositoryDir, 'bench'));
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
  if (name === undefined || rest.length > 0 || !names.includes(name))
    throw new CommandError('There is no such benchmark.', `choose one of: ${names.join(', ')}`);
  const { run } = (await import(`../bench/${name}.ts`)) as { run: () => Promise<void> };
  await run();
});

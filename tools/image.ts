/* `npm run image`: builds the disk of a demo machine and says where it is. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { buildApp } from './lib/build-app.ts';
import { buildAsRoot } from './lib/build-as-root.ts';
import { CommandError, runCommand } from './lib/errors.ts';
import { say } from './lib/steps.ts';
import { prepareHost } from './setup/host.ts';
import { prepareNodePty } from './setup/node-pty.ts';

const optionsSchema = z.object({
  chain: z.enum(['volume', 'stub']).default('volume'),
  profile: z.enum(['production', 'test']).default('production'),
  casualty: z.string().default('broken-upgrade'),
  fresh: z.boolean().default(false),
  fast: z.boolean().default(false),
});

function readOptions(args: string[]): z.infer<typeof optionsSchema> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        chain: { type: 'string' },
        profile: { type: 'string' },
        casualty: { type: 'string' },
        fresh: { type: 'boolean' },
        fast: { type: 'boolean' },
      },
    });
    return optionsSchema.parse(values);
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ')
        : (error as Error).message;
    throw new CommandError(
      reason,
      'use: npm run image -- [--chain volume|stub] [--profile production|test] [--casualty NAME] [--fast] [--fresh]',
    );
  }
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  await prepareHost(['build', 'images']);
  await prepareNodePty();
  await buildApp();
  const { disk, sizes } = await buildAsRoot(options);
  say(`  initrd ${mebibytes(sizes.initrd)}, UKI ${mebibytes(sizes.uki)}`);
  say(`  extension ${mebibytes(sizes.extension)}, disk ${mebibytes(sizes.disk)}`);
  say(disk);
});

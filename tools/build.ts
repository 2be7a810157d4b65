/* `npm run build`: bundles the application into out/. Needs neither root nor the images. */
import { buildApp } from './lib/build-app.ts';
import { runCommand } from './lib/errors.ts';
import { parseOptions } from './lib/options.ts';
import { prepareNodePty } from './setup/node-pty.ts';

await runCommand(async () => {
  const { values } = parseOptions(
    { fresh: { type: 'boolean' } },
    'use `npm run build` or `npm run build -- --fresh`.',
  );
  await prepareNodePty();
  await buildApp({ fresh: values.fresh ?? false });
});

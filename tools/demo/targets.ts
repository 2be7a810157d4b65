import { z } from 'zod';

/** A demo machine that is ready to start: a disk, and the QEMU to start it with. */
const targetSchema = z.object({
  chain: z.enum(['volume', 'stub']),
  disk: z.string(),
  /** Opens the state volume of this disk; a demonstration has no secrets. */
  passphrase: z.string(),
  toolsTree: z.string(),
  accelerator: z.enum(['kvm', 'tcg']),
});
export type Target = z.infer<typeof targetSchema>;

const variable = 'LIFEBOAT_TARGETS';

/** Hands the targets to the image tests, which run in processes of their own. */
export function publishTargets(targets: Target[]): void {
  process.env[variable] = JSON.stringify(targets);
}

/** The machines to test; throws when the tests were not started through `npm test image`. */
export function readTargets(): Target[] {
  const text = process.env[variable];
  if (text === undefined)
    throw new Error('No machine was built for the image tests: run them with `npm test image`.');
  return z.array(targetSchema).parse(JSON.parse(text));
}

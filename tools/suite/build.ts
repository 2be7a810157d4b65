import { buildApp } from '../lib/build-app.ts';
import { CommandError, describeError } from '../lib/errors.ts';
import { say } from '../lib/steps.ts';
import type { PartResult } from './results.ts';

/** Bundles the application; counts as one test, so that the other parts still run if it fails. */
export async function runBuildPart(): Promise<PartResult> {
  const start = performance.now();
  const result = (passed: number, failures: PartResult['failures']): PartResult => ({
    part: 'build',
    ...{ passed, failures, skips: [], milliseconds: performance.now() - start },
  });
  try {
    await buildApp();
    return result(1, []);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(describeError(error));
    return result(0, [{ name: 'application is bundled', detail: error.message }]);
  }
}

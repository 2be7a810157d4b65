import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { createVitest, type TestCase, type TestModule } from 'vitest/node';
import { compiledDir, repositoryDir } from '../lib/paths.ts';
import type { Failure, PartResult, Skip } from './results.ts';

export interface VitestPart {
  part: string;
  /** Projects of vitest.config.ts. */
  projects: string[];
  /** Only test files whose path contains one of these. */
  files?: string[];
  /** Names each test as it ends, for parts in which a test takes minutes. */
  isSlow?: boolean;
  /** How many test files run at once; one more than there are processors without it. */
  atOnce?: number;
}

function fullName(module: TestModule, test: TestCase): string {
  return `${relative(repositoryDir, module.moduleId)} > ${test.fullName}`;
}

function messageOf(errors: readonly { message?: string }[] | undefined): string {
  return (errors ?? []).map(({ message }) => message ?? 'no message').join('\n');
}

/** Sorts what a module's tests came to; a module that could not even be loaded is one failure. */
function sortTests(module: TestModule) {
  const failures: Failure[] = [];
  const skips: Skip[] = [];
  let passed = 0;
  for (const test of module.children.allTests()) {
    const result = test.result();
    const name = fullName(module, test);
    if (result.state === 'passed') passed += 1;
    else if (result.state === 'failed') failures.push({ name, detail: messageOf(result.errors) });
    else if (result.state === 'skipped')
      skips.push({ name, reason: result.note ?? 'no reason given' });
    else failures.push({ name, detail: 'did not run to its end' });
  }
  const errors = module.errors();
  if (errors.length > 0)
    failures.push({ name: relative(repositoryDir, module.moduleId), detail: messageOf(errors) });
  return { passed, failures, skips };
}

/** Runs vitest projects in this process, its progress on the terminal; finding no test is a failure. */
export async function runVitestPart(options: VitestPart): Promise<PartResult> {
  const { part, projects } = options;
  const start = performance.now();
  // A build in this process leaves "production" behind, with which libraries behave otherwise.
  process.env['NODE_ENV'] = 'test';
  // Each component test loads the same large packages anew.
  if (options.isSlow !== true) process.env['NODE_COMPILE_CACHE'] = compiledDir();
  const vitest = await createVitest({
    root: repositoryDir,
    project: projects,
    watch: false,
    passWithNoTests: true,
    // vitest would leave one processor idle, which on two is half of the machine; and they wait, too.
    maxWorkers: options.atOnce ?? availableParallelism() + 1,
    reporters: [options.isSlow === true ? 'verbose' : 'default'],
  });
  try {
    const { testModules, unhandledErrors } = await vitest.start(options.files);
    const sorted = testModules.map(sortTests);
    const failures = sorted.flatMap((module) => module.failures);
    if (testModules.length === 0)
      failures.push({ name: part, detail: `no test found for ${projects.join(', ')}` });
    for (const error of unhandledErrors)
      failures.push({ name: `${part}: unhandled error`, detail: messageOf([error as Error]) });
    return {
      part,
      passed: sorted.reduce((total, module) => total + module.passed, 0),
      failures,
      skips: sorted.flatMap((module) => module.skips),
      milliseconds: performance.now() - start,
    };
  } finally {
    await vitest.close();
    // vitest sets the exit status itself; the summary decides it here.
    process.exitCode = 0;
  }
}

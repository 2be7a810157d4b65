/** Builds `lifeboat` once for all tests of a run, into a folder that goes with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

const repository = fileURLToPath(new URL('../../', import.meta.url));

declare module 'vitest' {
  export interface ProvidedContext {
    lifeboatPath: string;
  }
}

/** Vitest's global set-up: gives the tests the path of the tool, and returns what removes it. */
export default async function buildLifeboat(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeboat-cli-'));
  await build({
    root: repository,
    configFile: join(repository, 'cli.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, reportCompressedSize: false },
  });
  project.provide('lifeboatPath', join(folder, 'index.mjs'));
  return () => rm(folder, { recursive: true, force: true });
}

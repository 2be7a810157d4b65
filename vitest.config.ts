import { defineConfig } from 'vitest/config';

/**
 * The tests that each take more than two seconds of a processor, for they start `lifeboat` very
 * often, wait as a person does, cut the power at every place, or throw dice thousands of times.
 * `npm run check` leaves them to `npm test`.
 */
const dice = ['core/plan/properties.test.ts', 'test/fuzz/fuzz.test.ts'];
const endurance = [
  ...dice,
  ...[
    ...['enrol-token', 'extensions', 'inspect-image', 'inspect-story', 'rollback'],
    ...['rollback-blocks', 'rollback-crash', 'rollback-goals', 'rollback-kill'],
    ...['serve', 'token', 'token-command'],
    ...['unlock', 'unlock-agent', 'unlock-lvm', 'unlock-menu', 'unlock-token'],
  ].map((name) => `test/contract/${name}.test.ts`),
];

const contract = {
  globalSetup: ['test/helpers/lifeboat-build.ts'],
  testTimeout: 90_000,
};

const unitFolders = '{core,cli,main,preload,tools,test/helpers,test/fuzz,test/token}';

export default defineConfig({
  test: {
    projects: [
      {
        // Pure code keeps no state between files, and loading it anew for each took most of the time.
        test: {
          name: 'unit',
          include: [`${unitFolders}/**/*.test.ts`],
          exclude: dice,
          isolate: false,
          // A busy machine is slow, not wrong.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'component',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          // A context of its own for each file, in threads that go on: half the work of new processes.
          pool: 'vmThreads',
        },
      },
      {
        test: {
          ...contract,
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          exclude: endurance,
        },
      },
      // They play people who wait, beside an emulated machine that may keep both processors busy.
      { test: { ...contract, name: 'endurance', include: endurance, retry: 1 } },
      {
        test: {
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'image',
          include: ['test/image/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

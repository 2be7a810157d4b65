import { defineConfig } from 'vitest/config';

const unitFolders = '{core,cli,main,preload,tools,test/helpers,test/fuzz,test/token}';

export default defineConfig({
  test: {
    projects: [
      {
        // Pure code keeps no state between files, and loading it anew for each took most of the time.
        test: { name: 'unit', include: [`${unitFolders}/**/*.test.ts`], isolate: false },
      },
      {
        test: {
          name: 'component',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          globalSetup: ['test/helpers/lifeboat-build.ts'],
          testTimeout: 90_000,
        },
      },
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

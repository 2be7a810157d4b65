import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/**
 * Bundles `lifeboat` into files that need only Node 20, as the image carries it: one that starts, and
 * one for each part that is loaded when it is needed.
 */
export default defineConfig({
  build: {
    ssr: 'cli/index.ts',
    target: 'node20',
    outDir: 'out/cli',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: {
        entryFileNames: 'index.mjs',
        chunkFileNames: ({ name }) =>
          name.startsWith('shared') ? 'shared-[hash].mjs' : '[name].mjs',
        format: 'esm',
        // Half the text to be read at each start; the names stay, for whoever reads a stack trace.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        // Few files, since each takes its time to be found and read: what every start needs, what
        // says something to a person, what runs the tools of the system, and what several commands
        // have in common.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            {
              name: 'sentences',
              test: /\/(core\/messages|@lingui|cli\/text\/layout|cli\/(report-failure|run-command))\b/,
              priority: 1,
            },
            { name: 'tools', test: /\/cli\/tools\/(lsblk|run-tool|run-program)\./, priority: 1 },
            {
              name: 'shared',
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 16 * 1024,
            },
          ],
        },
      },
    },
  },
  ssr: { noExternal: true },
});

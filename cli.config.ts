import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Bundles `lifeboat` into one file that needs only Node 20, as the image carries it. */
export default defineConfig({
  build: {
    ssr: 'cli/index.ts',
    target: 'node20',
    outDir: 'out/cli',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: { entryFileNames: 'index.mjs', format: 'esm' },
    },
  },
  ssr: { noExternal: true },
});

import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Bundles the test token into one file that needs only Node 20: for the test profile of the image. */
export default defineConfig({
  build: {
    ssr: 'test/token/index.ts',
    target: 'node20',
    outDir: 'out/test',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: { entryFileNames: 'token.mjs', format: 'esm' },
    },
  },
  ssr: { noExternal: true },
});

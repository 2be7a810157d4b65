/** electron-vite's configuration: the same bundles serve the Electron and the Chromium shell. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      externalizeDeps: false,
      lib: { entry: resolve('main/index.ts'), formats: ['es'] },
      rolldownOptions: {
        external: ['electron', 'node-pty'],
        output: { entryFileNames: 'index.mjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        external: ['electron'],
        input: {
          electron: resolve('preload/electron.ts'),
          chromium: resolve('preload/chromium.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      outDir: 'out/renderer',
      minify: true,
      rolldownOptions: { input: resolve('renderer/index.html') },
    },
    plugins: [react()],
  },
});

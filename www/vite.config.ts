import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { artefact } from './artefact.js';
import { offline } from './offline.js';
import { preload } from './preload.js';
import { sourceFiles } from './repository.js';

export default defineConfig({
  // Relative: the page works from any folder of any file server.
  base: './',
  plugins: [artefact(), svelte(), preload(), offline()],
  define: { SOURCE_FILES: JSON.stringify(sourceFiles()) },
  worker: { format: 'es', plugins: () => [artefact()] },
  // The explanations of the codes are the documentation's own text.
  server: { fs: { allow: ['../docs'] } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The entry waits for nothing else than this to start the core.
            { name: 'start', test: /preload-helper|\/src\/(core\/(prepared|module)|reason)\.ts$/, priority: 1 },
            // What the page is shown with: one request instead of thirty.
            { name: 'page', test: /\/src\/page\.ts$/ },
          ],
        },
      },
    },
    // The core's sha256 in the footer is that of a file of its own.
    assetsInlineLimit: 0,
    // The page is one chunk.
    chunkSizeWarningLimit: 650,
    // The packages in the page with the texts of their licences, which most ask to be given along.
    license: { fileName: 'licenses.json' },
  },
});

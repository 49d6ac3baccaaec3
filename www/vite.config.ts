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
    // The core's sha256 in the footer is that of a file of its own.
    assetsInlineLimit: 0,
    // The packages in the page with the texts of their licences, which most ask to be given along.
    license: { fileName: 'licenses.json' },
  },
});

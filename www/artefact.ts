// Where the core lies for the bundler: built beforehand by Cargo, taken as it is.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const PREBUILT = 'DAGU_CHART_WASM';
const BUILT = '../target/artefact/dagu_chart.wasm';

/** The core's module: the one that the environment names, or the one that Cargo built. */
export function artefactWasm(): string {
  const prebuilt = process.env[PREBUILT];
  return prebuilt ? resolve(prebuilt) : join(import.meta.dirname, BUILT);
}

/** Resolves `dagu-artefact/…` to the files beside the module. */
export function artefact(): Plugin {
  const prefix = 'dagu-artefact/';
  const wasm = artefactWasm();
  return {
    name: 'dagu-artefact',
    enforce: 'pre',
    config: () => ({ server: { fs: { allow: ['.', dirname(wasm)] } } }),
    buildStart() {
      if (existsSync(wasm)) return;
      this.error(`${wasm} is not there: \`cargo xtask build\` builds it (${PREBUILT} can name another)`);
    },
    resolveId: (id) => (id.startsWith(prefix) ? join(dirname(wasm), id.slice(prefix.length)) : null),
  };
}

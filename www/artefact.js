// Where the core lies: built beforehand by Cargo, taken by the bundler as it is.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PREBUILT = 'DAGU_CHART_WASM';
const BUILT = '../target/artefact/dagu_chart.wasm';
const PREFIX = 'dagu-artefact/';

/** The core's module: the one that the environment names, or the one that Cargo built. */
export function artefactWasm() {
  const prebuilt = process.env[PREBUILT];
  return prebuilt ? resolve(prebuilt) : join(import.meta.dirname, BUILT);
}

/**
 * Resolves `dagu-artefact/…` to the files beside the module.
 *
 * @returns {import('vite').Plugin}
 */
export function artefact() {
  const wasm = artefactWasm();
  return {
    name: 'dagu-artefact',
    enforce: 'pre',
    config: () => ({ server: { fs: { allow: ['.', dirname(wasm)] } } }),
    buildStart() {
      if (existsSync(wasm)) return;
      this.error(`${wasm} is not there: \`cargo xtask build\` builds it (${PREBUILT} can name another)`);
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? join(dirname(wasm), id.slice(PREFIX.length)) : null),
  };
}

// Loads and compiles the core, once for all workers: a worker that replaces another starts without waiting.

import wasmUrl from 'dagu-artefact/dagu_chart.wasm?url';

/** The compiled core. */
export interface CoreModule {
  readonly module: WebAssembly.Module;
  /** Null outside a secure context, where browsers have no `crypto.subtle`. */
  readonly sha256: string | null;
}

let loading: Promise<CoreModule> | null = null;

/** The same for every caller; after a failure it is loaded again. */
export function loadModule(): Promise<CoreModule> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<CoreModule> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const bytes = response.clone().arrayBuffer();
  const [module, digest] = await Promise.all([compile(response, bytes), bytes.then(sha256)]);
  return { module, sha256: digest };
}

/** Compiles the core while it arrives, or afterwards if the server does not say that it is WebAssembly. */
async function compile(response: Response, bytes: Promise<ArrayBuffer>): Promise<WebAssembly.Module> {
  const isWasm = response.headers.get('content-type') === 'application/wasm';
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await bytes);
}

async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  if (!isSecureContext) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

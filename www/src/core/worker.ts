// The worker that runs the core: it loads the module, computes its sha256, and answers requests.

import { initSync, render } from 'dagu-artefact/dagu_chart.js';
import wasmUrl from 'dagu-artefact/dagu_chart.wasm?url';
import type { FromWorker, ToWorker } from './protocol';

async function load(): Promise<boolean> {
  try {
    const response = await fetch(wasmUrl);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
    const bytes = await response.arrayBuffer();
    initSync({ module: bytes });
    say({ kind: 'loaded', sha256: await sha256(bytes) });
    return true;
  } catch (error) {
    say({ kind: 'unloadable', reason: reason(error) });
    return false;
  }
}

/** Null outside a secure context, where browsers have no `crypto.subtle`. */
async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  if (!isSecureContext) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function answer({ id, request }: ToWorker): FromWorker {
  try {
    return { kind: 'rendered', id, response: render(request) };
  } catch (error) {
    return { kind: 'crashed', id, reason: reason(error) };
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function say(message: FromWorker): void {
  postMessage(message);
}

const loading = load();

onmessage = async (event: MessageEvent<ToWorker>) => {
  if (await loading) say(answer(event.data));
};

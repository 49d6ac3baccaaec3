// The messages between the page and the worker that runs the core.
//
// Tests use them too: they start the worker's script of a built page themselves.

import type { RenderRequest, RenderResponse } from './types';

/** One request; the worker answers each exactly once, with the same `id`. */
export interface ToWorker {
  id: number;
  request: RenderRequest;
}

export type FromWorker =
  /** The core is loaded. `sha256` is null if the browser cannot compute it. */
  | { kind: 'loaded'; sha256: string | null }
  /** The core cannot be loaded. */
  | { kind: 'unloadable'; reason: string }
  | { kind: 'rendered'; id: number; response: RenderResponse }
  /** The core failed during a request: this worker must not be used again. */
  | { kind: 'crashed'; id: number; reason: string };

// What the page and the worker that runs the core say to each other.
//
// This is also how a test drives the core of a built page: it starts the worker's script itself.

import type { RenderRequest, RenderResponse } from './types';

/** One request; the worker answers each exactly once, with the same `id`. */
export interface ToWorker {
  id: number;
  request: RenderRequest;
}

export type FromWorker =
  /** The core runs. `sha256` is of the bytes that run, null where the browser cannot tell. */
  | { kind: 'loaded'; sha256: string | null }
  /** The core cannot run here at all. */
  | { kind: 'unloadable'; reason: string }
  | { kind: 'rendered'; id: number; response: RenderResponse }
  /** The core stopped in the middle: this worker must not be used again. */
  | { kind: 'crashed'; id: number; reason: string };

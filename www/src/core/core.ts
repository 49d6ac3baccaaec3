// The page's client of the core: only the response to the latest request is used.

import type { FromWorker, ToWorker } from './protocol';
import type { RenderRequest, RenderResponse } from './types';

/** Much longer than any values need: after this time the core is considered stuck. */
const PATIENCE_MS = 10_000;

export interface CoreListener {
  /** The core is loaded; its sha256 is null if the browser cannot compute it. */
  loaded(sha256: string | null): void;
  /** The response to the latest request. */
  rendered(response: RenderResponse): void;
  /** The latest request failed for a reason other than the values. */
  failed(reason: string): void;
}

/**
 * Runs the core in a worker, one request at a time.
 *
 * While one is running, only the newest other one waits, so that fast typing never builds a queue.
 */
export class Core {
  readonly #listener: CoreListener;
  #worker: Worker | null = null;
  #loaded = false;
  #running: number | null = null;
  #waiting: RenderRequest | null = null;
  #lastId = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: CoreListener) {
    this.#listener = listener;
  }

  /** Renders `request`; responses to earlier requests are dropped. */
  render(request: RenderRequest): void {
    if (this.#running === null) this.#run(request);
    else this.#waiting = request;
  }

  /** Ends the worker. */
  close(): void {
    clearTimeout(this.#patience);
    this.#worker?.terminate();
    this.#worker = null;
    this.#loaded = false;
    this.#running = null;
    this.#waiting = null;
  }

  #run(request: RenderRequest): void {
    this.#worker ??= this.#start();
    this.#running = ++this.#lastId;
    const message: ToWorker = { id: this.#running, request };
    this.#worker.postMessage(message);
    if (this.#loaded) this.#watch();
  }

  /** Starts after the core is loaded: a slow network does not mean that it is stuck. */
  #watch(): void {
    this.#patience = setTimeout(() => this.#fail('rendering takes too long'), PATIENCE_MS);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || 'cannot start the Web Worker');
    };
    return worker;
  }

  #hear(message: FromWorker): void {
    if ('id' in message && message.id !== this.#running) return;
    switch (message.kind) {
      case 'loaded':
        this.#loaded = true;
        this.#watch();
        return this.#listener.loaded(message.sha256);
      case 'unloadable':
        return this.#fail(`cannot load the WebAssembly module: ${message.reason}`);
      case 'crashed':
        return this.#fail(`internal error: ${message.reason}`);
      case 'rendered':
        return this.#answered(message.response);
    }
  }

  #answered(response: RenderResponse): void {
    clearTimeout(this.#patience);
    this.#running = null;
    const next = this.#take();
    if (next) this.#run(next);
    else this.#listener.rendered(response);
  }

  /** The state of a core is unknown after a failure, so the next request gets a new one. */
  #fail(reason: string): void {
    const next = this.#take();
    this.close();
    if (next) this.#run(next);
    else this.#listener.failed(reason);
  }

  #take(): RenderRequest | null {
    const next = this.#waiting;
    this.#waiting = null;
    return next;
  }
}

// The page's end of the core: the latest request wins, answers to older ones are dropped.

import type { FromWorker, ToWorker } from './protocol';
import type { RenderRequest, RenderResponse } from './types';

/** Far beyond what any values need; a core that takes longer is taken for stuck. */
const PATIENCE_MS = 10_000;

export interface CoreListener {
  /** The core runs; its sha256 is null where the browser cannot tell. */
  loaded(sha256: string | null): void;
  /** The answer to the latest request. */
  rendered(response: RenderResponse): void;
  /** There is no answer to the latest request, through no fault of the values. */
  failed(reason: string): void;
}

/**
 * Runs the core in a worker, one request at a time.
 *
 * While one is under way only the newest other one waits, so that fast typing never builds a queue.
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

  /** Asks for `request`; whatever was asked before is no longer of interest. */
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

  /** Not before the core is loaded: a slow network is no fault of the core. */
  #watch(): void {
    this.#patience = setTimeout(() => this.#fail('the core takes too long'), PATIENCE_MS);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = (event: MessageEvent<FromWorker>) => this.#hear(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || 'the worker that runs the core cannot be started');
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
        return this.#fail(`the core cannot be loaded: ${message.reason}`);
      case 'crashed':
        return this.#fail(`internal error in the core: ${message.reason}`);
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

  /** A core that failed once is in no known state: the next request gets a fresh one. */
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

// Starts workers with the compiled core, the first of them before anything asks for it.

import { loadModule } from './module';
import type { ToWorker } from './protocol';

/** A worker that gets the compiled core. */
export interface Starting {
  readonly worker: Worker;
  /** Fulfilled when it has the core and can be asked. */
  readonly started: Promise<void>;
  /** Whether it has the core: who waits for a promise waits until the page is built. */
  readonly isStarted: boolean;
}

let prepared: Starting | null = null;

/** Starts a worker for the first who takes one. */
export function prepareWorker(): void {
  prepared = start();
  // Who takes the worker hears why the core cannot be loaded.
  prepared.started.catch(() => {});
  // Who asks for one afterwards gets another, and hears why that one fails.
  prepared.worker.onerror = (event) => {
    event.preventDefault();
    prepared = null;
  };
}

/** The prepared worker, or else a new one. */
export function takeWorker(): Starting {
  const taken = prepared ?? start();
  prepared = null;
  return taken;
}

function start(): Starting {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let isStarted = false;
  const started = loadModule().then(({ module }) => {
    worker.postMessage({ kind: 'start', module } satisfies ToWorker);
    isStarted = true;
  });
  return {
    worker,
    started,
    get isStarted() {
      return isStarted;
    },
  };
}

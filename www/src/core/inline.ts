// The core on the page's own thread, for renderings that take it less time than the way to a worker and back.
//
// After a key, Chromium holds back the messages of workers until it has drawn the frame of that key. What is rendered in
// the task of the key itself is in that frame.

import { loadModule } from './module';
import type { Ask, FromCore } from './protocol';
import type { RenderRequest, RenderResponse } from './types';

/** A rendering that takes longer is the last one on this thread until a worker has been as quick again. */
const QUICK_MS = 16;

/** The longest values: one keystroke can turn quick ones into the slowest of their length, such as unknown keys only. */
const LONGEST = 16 * 1024;

/** An anchor, with which a short text can stand for a very long one. */
const ANCHOR = /(?:^|[\s[\]{},:"'])&[^\s&]/;

/** The longest wait for a moment in which the page does nothing. */
const IDLE_MS = 2000;

export class Inline {
  #answered: ((message: Ask) => FromCore) | null = null;
  #isPrepared = false;
  /** How long the last rendering took, on any thread. */
  #lastMs = Infinity;

  /** Makes an instance of the core once the page has nothing to do. Without one, workers answer everything. */
  prepare(): void {
    if (this.#isPrepared) return;
    this.#isPrepared = true;
    const load = () =>
      void Promise.all([import('./answering'), loadModule()]).then(
        ([{ start, answered }, { module }]) => {
          start(module);
          this.#answered = answered;
        },
      ).catch(() => {});
    // Safari has no `requestIdleCallback`.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: IDLE_MS });
    else setTimeout(load, IDLE_MS);
  }

  /** Tells how long a worker took for a rendering; `Infinity` if it did not finish. */
  took(ms: number): void {
    this.#lastMs = ms;
  }

  /** Null if a worker is to render it. */
  render(request: RenderRequest): RenderResponse | null {
    if (!this.#answered || this.#lastMs > QUICK_MS || !isBounded(request)) return null;
    const message = this.#answered({ kind: 'ask', id: 0, question: 'render', argument: request });
    if (message.kind !== 'answered') {
      // The state of a core is unknown after a trap.
      this.#answered = null;
      return null;
    }
    this.#lastMs = message.ms;
    return message.answer as RenderResponse;
  }
}

/** Whether no values of this length take long. */
function isBounded({ values }: RenderRequest): boolean {
  const length = values.reduce((sum, { text }) => sum + text.length, 0);
  return length <= LONGEST && !values.some(({ text }) => ANCHOR.test(text));
}

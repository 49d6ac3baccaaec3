// The core on the page's own thread, for renderings that take it less time than the way to a worker and back.
//
// After a key, Chromium holds back the messages of workers until it has drawn the frame of that key. What is rendered in
// the task of the key itself is in that frame.

import { loadModule } from './module';
import type { Ask, FromCore } from './protocol';
import type { RenderRequest, RenderResponse } from './types';

/**
 * A rendering that takes longer is the last one on this thread until a worker has been as quick again. With what the page
 * does with the answer it must stay far below 50 ms.
 */
const QUICK_MS = 24;

/** The longest values: one keystroke can turn quick ones into the slowest of their length, such as unknown keys only. */
const LONGEST = 16 * 1024;

/** A longer step than a word or a fix makes another text of it, such as a paste: how long it takes is not known yet. */
const STEP = 256;

/** An anchor, with which a short text can stand for a very long one. */
const ANCHOR = /(?:^|[\s[\]{},:"'])&[^\s&]/;

/** The longest wait for a moment in which the page does nothing. */
const IDLE_MS = 2000;

export class Inline {
  #answered: ((message: Ask) => FromCore) | null = null;
  #isPrepared = false;
  /** The last rendering, on any thread: how long it took, and how long the values were. */
  #last = { ms: Infinity, length: 0 };

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

  /** Tells how long a rendering took. */
  took(ms: number, request: RenderRequest): void {
    this.#last = { ms, length: lengthOf(request) };
  }

  /** Tells that a rendering did not end by itself: the next one may not do so either. */
  stuck(): void {
    this.#last = { ms: Infinity, length: 0 };
  }

  /** Null if a worker is to render it. */
  render(request: RenderRequest): RenderResponse | null {
    if (!this.#answered || !this.#isQuick(request)) return null;
    const message = this.#answered({ kind: 'ask', id: 0, question: 'render', argument: request });
    if (message.kind !== 'answered') {
      // The state of a core is unknown after a trap.
      this.#answered = null;
      return null;
    }
    this.took(message.ms, request);
    return message.answer as RenderResponse;
  }

  #isQuick(request: RenderRequest): boolean {
    const { ms, length: before } = this.#last;
    const length = lengthOf(request);
    if (ms > QUICK_MS || length > LONGEST || Math.abs(length - before) > STEP) return false;
    return !request.values.some(({ text }) => ANCHOR.test(text));
  }
}

function lengthOf({ values }: RenderRequest): number {
  return values.reduce((sum, { text }) => sum + text.length, 0);
}

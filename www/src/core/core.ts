// The page's client of the core. Of renderings only the latest request is sure to be answered; other questions are all
// answered.

import { Inline } from './inline';
import { loadModule } from './module';
import { takeWorker } from './prepared';
import type { Answer, Argument, Ask, FromCore, Question, ToWorker } from './protocol';
import type { RenderRequest, RenderResponse } from './types';
import { reasonOf } from '../reason';

/** Much longer than any values need: after this time the core is considered stuck. */
const PATIENCE_MS = 10_000;

/** A rendering that takes longer than this is ended as soon as there is a newer request. */
const OVERTAKE_MS = 500;

export interface CoreListener {
  /** The core is loaded; its sha256 is null if the browser cannot compute it. */
  loaded(sha256: string | null): void;
  /** The response to the latest request. */
  rendered(response: RenderResponse): void;
  /** The response to an earlier request, while the core works on the latest. */
  overtaken(response: RenderResponse): void;
  /** The latest request failed for a reason other than the values. */
  failed(reason: string): void;
}

/** A question that is not answered yet. */
interface Pending {
  readonly message: Ask;
  answer(answer: never, ms: number): void;
  fail(reason: Error): void;
}

/**
 * Runs the core in a worker, and for quick renderings in the same task as the request.
 *
 * While the worker renders, only the newest other request waits, so that fast typing never builds a queue. A slow rendering is
 * ended by ending its worker; the questions that waited for it are asked again.
 */
export class Core {
  readonly #listener: CoreListener;
  readonly #pending = new Map<number, Pending>();
  /** Whether the listener knows the digest, or will. */
  #isLoaded = false;
  readonly #inline = new Inline();
  #worker: Worker | null = null;
  #isStarted = false;
  #lastId = 0;
  /** The rendering that the worker has, and since when. */
  #rendering: { id: number; since: number } | null = null;
  #waiting: RenderRequest | null = null;
  /** When the core was asked or answered last. */
  #heard = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #overtaking: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: CoreListener) {
    this.#listener = listener;
  }

  /** Renders `request`. Earlier requests that the core has not begun are dropped. */
  render(request: RenderRequest): void {
    if (this.#rendering === null) return this.#run(request);
    this.#waiting = request;
    this.#overtake();
  }

  /** Asks anything, which must be quick; every such rendering is answered. Fails with the core's reason if it cannot read the argument. */
  ask<Q extends Question>(question: Q, argument: Argument<Q>): Promise<Answer<Q>> {
    return new Promise((answer, fail) => this.#ask(question, argument, answer, fail));
  }

  /** Ends the worker. Open questions fail. */
  close(): void {
    this.#end();
    this.#rendering = null;
    this.#waiting = null;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { fail } of pending) fail(new Error('the core was closed'));
  }

  /** The worker renders nothing: what it was asked before is answered, or was ended. */
  #run(request: RenderRequest): void {
    const response = this.#inline.render(request);
    if (response) return this.#listener.rendered(response);
    const answer = (response: RenderResponse, ms: number) => {
      this.#inline.took(ms, request);
      this.#inline.prepare();
      const next = this.#takeWaiting();
      if (!next) return this.#listener.rendered(response);
      this.#run(next);
      if (this.#rendering) this.#listener.overtaken(response);
    };
    const id = this.#ask('render', request, answer, () => {});
    this.#rendering = { id, since: performance.now() };
  }

  /** Posts a question, and gives its id. */
  #ask<Q extends Question>(
    question: Q,
    argument: Argument<Q>,
    answer: (answer: Answer<Q>, ms: number) => void,
    fail: (reason: Error) => void,
  ): number {
    const id = ++this.#lastId;
    const message = { kind: 'ask', id, question, argument } as Ask;
    this.#pending.set(id, { message, answer, fail });
    if (!this.#worker) this.#start();
    else if (this.#isStarted) this.#post(message);
    return id;
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
    this.#watch();
  }

  /** Gives the core its time again. One timer for all questions: to set one for each of hundreds takes longer than to ask. */
  #watch(): void {
    this.#heard = performance.now();
    if (this.#patience === undefined) this.#wait(PATIENCE_MS);
  }

  #wait(time: number): void {
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      if (!this.#pending.size) return;
      const left = this.#heard + PATIENCE_MS - performance.now();
      if (left > 0) this.#wait(left);
      else this.#fail('rendering takes too long');
    }, time);
  }

  /** Starts a worker, which gets the compiled core and then every open question. */
  #start(): void {
    const { worker, started, isStarted } = takeWorker();
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<FromCore>) => this.#hear(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || 'cannot start the Web Worker');
    };
    if (!this.#isLoaded) {
      this.#isLoaded = true;
      loadModule().then(
        ({ sha256 }) => this.#listener.loaded(sha256),
        () => (this.#isLoaded = false),
      );
    }
    if (isStarted) return this.#beStarted();
    started.then(
      () => worker === this.#worker && this.#beStarted(),
      (error: unknown) => {
        if (worker === this.#worker) this.#fail(`cannot load the WebAssembly module: ${reasonOf(error)}`);
      },
    );
  }

  #beStarted(): void {
    this.#isStarted = true;
    if (this.#rendering) this.#rendering.since = performance.now();
    for (const { message } of this.#pending.values()) this.#post(message);
    if (this.#waiting) this.#overtake();
  }

  /** Ends the rendering for the waiting request once it has had its time. */
  #overtake(): void {
    if (!this.#rendering || !this.#isStarted || this.#overtaking !== undefined) return;
    const left = this.#rendering.since + OVERTAKE_MS - performance.now();
    this.#overtaking = setTimeout(() => {
      this.#overtaking = undefined;
      const next = this.#takeWaiting();
      if (!this.#rendering || !next) return;
      this.#pending.delete(this.#rendering.id);
      this.#rendering = null;
      this.#inline.stuck();
      this.#end();
      this.#run(next);
    }, Math.max(0, left));
  }

  #hear(message: FromCore): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.kind === 'crashed') return this.#fail(`internal error: ${message.reason}`);
    this.#pending.delete(message.id);
    this.#watch();
    if (message.id === this.#rendering?.id) {
      this.#rendering = null;
      this.#stopOvertaking();
    }
    if (message.kind === 'answered') pending.answer(message.answer as never, message.ms);
    else pending.fail(new Error(message.reason));
  }

  /** The state of a core is unknown after a failure, so the next request gets a new one. */
  #fail(reason: string): void {
    const next = this.#takeWaiting();
    this.#inline.stuck();
    this.close();
    if (next) this.#run(next);
    else this.#listener.failed(reason);
  }

  #end(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#stopOvertaking();
    this.#worker?.terminate();
    this.#worker = null;
    this.#isStarted = false;
  }

  #stopOvertaking(): void {
    clearTimeout(this.#overtaking);
    this.#overtaking = undefined;
  }

  #takeWaiting(): RenderRequest | null {
    const next = this.#waiting;
    this.#waiting = null;
    return next;
  }
}

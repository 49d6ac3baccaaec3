// The state of the cards: they follow the text, and change it.

import { untrack } from 'svelte';
import { narrowed } from '../editor/changes';
import type { TextEdit } from '../editor/fixes';
import type { Preview } from '../preview.svelte';
import type { Review } from '../review/review.svelte';
import { summary } from '../summary';
import type { PoolSources, TextChange } from './changes';
import { describe, type Described, type PoolCard } from './described';

/** After typing has paused this long. */
const REST_MS = 50;

/** An edit is tried again if the text has changed meanwhile. */
const ATTEMPTS = 5;

/** The pools of a preview. */
export class PoolCards {
  readonly #preview: Preview;
  readonly #review: Review;
  readonly #apply: (edits: readonly TextEdit[]) => void;
  /** The last text without other errors than those of pools. */
  described = $state.raw<Described | null>(null);
  /** Why the cards are not those of the text; empty if they are. */
  waiting = $state('the core is loading');
  /** Why the last action did not change the text; empty if it did. */
  refusal = $state('');
  #turn = 0;
  #edits: Promise<unknown> = Promise.resolve();

  /** To be called while a component is created. `apply` edits the text in one undo step. */
  constructor(preview: Preview, review: Review, apply: (edits: readonly TextEdit[]) => void) {
    this.#preview = preview;
    this.#review = review;
    this.#apply = apply;
    $effect(() => {
      // The findings are new after each rendering.
      const { findings, freshness } = preview;
      if (!findings || freshness === 'starting') return;
      const resting = setTimeout(() => void this.#update(), untrack(() => this.described) ? REST_MS : 0);
      return () => clearTimeout(resting);
    });
  }

  /** Where the pools come from. */
  get sources(): PoolSources {
    return this.described?.sources ?? { written: {}, defaults: {} };
  }

  /** Whether a pool has this name. */
  isTaken(name: string): boolean {
    return Object.hasOwn(this.sources.written, name) || this.#list.some((card) => card.name === name);
  }

  /** The pool after another one, or before it if there is none. */
  next(name: string): string {
    const at = this.#list.findIndex((card) => card.name === name);
    return (this.#list[at + 1] ?? this.#list[at - 1])?.name ?? '';
  }

  get #list(): readonly PoolCard[] {
    return this.described?.list ?? [];
  }

  /** Changes the text, after the changes before. False if that is not possible. */
  async act(change: TextChange, done: string): Promise<boolean> {
    const edit = this.#edits.then(() => this.#edit(change));
    this.#edits = edit.catch(() => {});
    try {
      await edit;
      this.refusal = '';
      this.#preview.say(done);
      return true;
    } catch (error) {
      this.refusal = reasonOf(error);
      return false;
    }
  }

  /** The plain value of a YAML text. */
  read(text: string): Promise<Record<string, unknown>> {
    return this.#review.ask('readValues', text);
  }

  async #edit(change: TextChange): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const text = this.#preview.values;
      const edited = await this.#review.ask('edit', { text: text.toWellFormed(), ...change });
      if (this.#preview.values === text) return this.#apply(narrowed(text, edited, 0));
    }
    throw new Error('the text changes all the time; try again');
  }

  async #update(): Promise<void> {
    const turn = ++this.#turn;
    const { values: text, release, findings, failure, isTooLarge, isJudged } = this.#preview;
    // Another rendering follows.
    if (!isJudged) return;
    let described: Described | null = null;
    let waiting = '';
    if (isTooLarge || failure !== null) {
      waiting = summary.obstacle(this.#preview);
    } else {
      try {
        const ask: Review['ask'] = (question, argument) => this.#review.ask(question, argument);
        described = await describe(ask, text.toWellFormed(), release, findings);
      } catch (error) {
        waiting = reasonOf(error);
      }
    }
    if (turn !== this.#turn || text !== this.#preview.values) return;
    this.described = described ?? this.described;
    this.waiting = waiting;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

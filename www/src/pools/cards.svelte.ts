// The state of the cards: they follow the text, and change it.

import { untrack } from 'svelte';
import { narrowed } from '../editor/changes';
import type { TextEdit } from '../editor/fixes';
import type { Preview } from '../preview.svelte';
import type { Review } from '../review/review.svelte';
import { POOLS } from '../keys/snippets';
import { summary } from '../summary';
import { baselinePools, type BaselinePool } from './baseline_pools';
import { freeName, moveTo, poolPath, set, type TextChange } from './changes';
import { describe, type Described, type PoolCard } from './described';
import { reasonOf } from '../reason';

/** After typing has paused this long. */
const REST_MS = 150;

/** An edit is tried again if the text has changed meanwhile. */
const ATTEMPTS = 5;

/** The pools of a preview. */
export class PoolCards {
  readonly #preview: Preview;
  readonly #review: Review;
  readonly #apply: (edits: readonly TextEdit[]) => void;
  /** The last text without other errors than those of pools. */
  described = $state.raw<Described | null>(null);
  /** The pools that only the baseline has. */
  gone = $state.raw<readonly BaselinePool[]>([]);
  /** A sentence why the cards are not those of the text; empty if they are. */
  waiting = $state('The cards wait for the core, which is loading.');
  /** Why the last action did not change the text; empty if it did. */
  refusal = $state('');
  #before: { readonly key: string; readonly pools: readonly BaselinePool[] } | null = null;
  /** The core reads one text at a time, and then the newest. */
  #isReading = false;
  #isStale = false;
  #edits: Promise<unknown> = Promise.resolve();
  #pending = 0;
  /** Names of new pools that are not among the cards yet. */
  readonly #given = new Set<string>();

  /** To be called while a component is created. `apply` edits the text in one undo step. */
  constructor(preview: Preview, review: Review, apply: (edits: readonly TextEdit[]) => void) {
    this.#preview = preview;
    this.#review = review;
    this.#apply = apply;
    $effect(() => {
      // The findings are new after each rendering.
      const { findings, freshness } = preview;
      void review.baseline;
      if (!findings || freshness === 'starting') return;
      const resting = setTimeout(() => void this.#follow(), untrack(() => this.described) ? REST_MS : 0);
      return () => clearTimeout(resting);
    });
  }

  /** Whether a pool has this name. */
  isTaken(name: string): boolean {
    return this.described?.taken.has(name) ?? false;
  }

  /** A name like this one that no pool has, and that no other new pool gets. */
  free(name: string): string {
    const free = freeName(name, (name) => this.isTaken(name) || this.#given.has(name));
    this.#given.add(free);
    return free;
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
    this.#pending++;
    try {
      await edit;
      this.refusal = '';
      this.#preview.say(done);
      return true;
    } catch (error) {
      this.refusal = reasonOf(error);
      return false;
    } finally {
      this.#pending--;
    }
  }

  /** Adds the pool `name` of a YAML text. Gives the name that it gets; empty if that is not possible. */
  async add(name: string, text: string): Promise<string> {
    try {
      const { [name]: value } = await this.#review.ask('readValues', text);
      const free = this.free(name);
      return (await this.act(set(poolPath(free), value), `Added pool ${free}`)) ? free : '';
    } catch (error) {
      this.refusal = reasonOf(error);
      return '';
    }
  }

  /** Moves a pool to a preset. */
  async move(name: string, preset: string): Promise<void> {
    const presets = await this.#review.ask('readValues', POOLS.map(({ text }) => text).join('\n'));
    await this.act(moveTo(name, preset, presets), `Pool ${name} has the settings of ${preset} now`);
  }

  async #edit(change: TextChange): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const text = this.#preview.values;
      const edited = await this.#review.ask('edit', { text: text.toWellFormed(), below: this.#preview.below, ...change });
      if (this.#preview.values === text) return this.#apply(narrowed(text, edited, 0));
    }
    throw new Error('the text changes all the time; try again');
  }

  async #follow(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#isStale) {
      this.#isStale = false;
      await this.#update();
    }
    this.#isReading = false;
  }

  async #update(): Promise<void> {
    const { values: text, findings, failure, isTooLarge, isJudged } = this.#preview;
    // Another rendering follows.
    if (!isJudged && !isTooLarge) return;
    const { baseline } = this.#review;
    const { release } = this.#preview;
    let described: Described | null = null;
    let gone = this.gone;
    let waiting = '';
    if (isTooLarge || failure !== null) {
      waiting = `The cards wait: ${summary.obstacle(this.#preview)}.`;
    } else {
      try {
        const ask: Review['ask'] = (question, argument) => this.#review.ask(question, argument);
        described = await describe(ask, text.toWellFormed(), (text) => this.#preview.request(text), findings);
        const key = JSON.stringify([baseline, release]);
        if (this.#before?.key !== key) this.#before = { key, pools: await baselinePools(ask, baseline, release) };
        const names = new Set(described.list.map(({ name }) => name));
        gone = this.#before.pools.filter(({ name }) => !names.has(name));
      } catch (error) {
        waiting = `The cards wait until the text is right: ${reasonOf(error)}`;
      }
    }
    if (this.#isStale || text !== this.#preview.values) return;
    if (described && !this.#pending) this.#given.clear();
    this.described = described ?? this.described;
    this.gone = gone;
    this.waiting = waiting;
  }
}

// The state of the review: what the values change against a baseline, and the sums above the panes.

import { untrack } from 'svelte';
import { Core } from '../core/core';
import type { Answer, Argument, Question } from '../core/protocol';
import type { ChangedValues, Inventory, Pools, RenderRequest } from '../core/types';
import type { Manifests } from '../editor/documents';
import { Objects } from '../manifests/objects';
import type { Preview } from '../preview.svelte';
import { nameOf, namespaceOf, request } from '../release';
import { baseline, DEFAULTS, type Baseline } from './baseline';
import { effects, type Change } from './effects';
import { withoutEmptySecrets } from './secrets';
import { reasonOf } from '../reason';

/** After typing has paused this long. */
const REST_MS = 150;

/** Asks the core, as long as the answer is wanted. */
type Ask = Review['ask'];

/** What the values are, in sums. */
export interface Figures {
  readonly pools: Pools;
  readonly inventory: Inventory;
  /** What they are about. */
  readonly manifests: Manifests;
}

/** The changes against a baseline. */
export interface Compared {
  readonly changes: readonly Change[];
  /** The manifests before, for the difference of one object. */
  readonly before: string;
  readonly after: string;
}

/**
 * Compares the last good manifests with a baseline whenever typing pauses.
 *
 * It has a core of its own, so that no keystroke waits for it.
 */
export class Review {
  readonly #preview: Preview;
  /** The values without the edits. */
  opened = $state.raw<Baseline>(DEFAULTS);
  /** The file or the text that was given last. */
  given = $state.raw<Baseline | null>(null);
  baseline = $state.raw<Baseline>(DEFAULTS);
  compared = $state.raw<Compared | null>(null);
  figures = $state.raw<Figures | null>(null);
  /** Why there is no comparison. */
  trouble = $state('');

  #updated: Promise<void> = Promise.resolve();
  #before: { key: string; text: string } | null = null;
  readonly #core = new Core({ loaded: () => {}, rendered: () => {}, overtaken: () => {}, failed: () => {} });
  readonly #objects = new Objects((document) => this.#core.ask('readValues', document));

  /** To be called while a component is created. */
  constructor(preview: Preview, opened: { readonly name: string; readonly texts: readonly string[] }) {
    this.#preview = preview;
    this.opened = { ...opened, kind: 'values' };
    this.baseline = this.opened;
    $effect(() => {
      const { manifests } = preview;
      const against = this.baseline;
      if (!manifests.text) return;
      const resting = setTimeout(() => untrack(() => this.#update(manifests, against)), REST_MS);
      return () => clearTimeout(resting);
    });
  }

  /** Compares with a file, with what Helm printed, or with several values files. */
  compareWith(name: string, texts: readonly string[]): void {
    const [only, ...others] = texts;
    this.given = only !== undefined && !others.length ? baseline(name, only) : { name, kind: 'values', texts };
    this.baseline = this.given;
  }

  /** The values without edits have other texts now. */
  reopen(texts: readonly string[]): void {
    const isBaseline = this.baseline === this.opened;
    this.opened = { ...this.opened, texts };
    if (isBaseline) this.baseline = this.opened;
  }

  /** Asks the review's core. */
  ask<Q extends Question>(question: Q, argument: Argument<Q>): Promise<Answer<Q>> {
    return this.#core.ask(question, argument);
  }

  /** The Dagu version of the last values without errors; empty if there are none yet. */
  get daguVersion(): string {
    return this.figures?.pools.version ?? '';
  }

  /** The objects of manifests as data. */
  objects(manifests: Manifests): Promise<unknown[]> {
    return this.#objects.of(manifests);
  }

  close(): void {
    this.#core.close();
  }

  /** After the update before, which ends early: else the core would answer for texts that are gone while the user types. */
  #update(manifests: Manifests, against: Baseline): void {
    this.#updated = this.#updated.then(() => this.#follow(manifests, against));
  }

  async #follow(manifests: Manifests, against: Baseline): Promise<void> {
    const isWanted = () => this.#preview.manifests === manifests && this.baseline === against;
    const ask: Ask = async (question, argument) => {
      if (!isWanted()) throw new Error('overtaken');
      return this.ask(question, argument);
    };
    try {
      const asked = this.#preview.request();
      const pools = await ask('pools', asked);
      const inventory = await ask('inventory', manifests.text);
      const compared = await this.#compare(ask, manifests, against, asked);
      if (!isWanted()) return;
      // While the values have errors, the sums are those of the last good ones.
      if (pools.ok) this.figures = { pools, inventory, manifests };
      this.compared = compared;
      this.trouble = '';
    } catch (error) {
      if (!isWanted()) return;
      this.compared = null;
      this.trouble = reasonOf(error);
    }
  }

  async #compare(ask: Ask, manifests: Manifests, against: Baseline, asked: RenderRequest): Promise<Compared> {
    const before = await this.#manifestsOf(ask, against);
    const { release } = this.#preview;
    const isRelease = against.kind === 'manifests';
    const sides = isRelease ? withoutEmptySecrets(before, manifests) : { before, after: manifests.text };
    const values = isRelease ? [] : await this.#values(ask, this.#request(against), asked);
    const diff = await ask('diff', {
      ...sides,
      namespace: namespaceOf(release),
      values,
    });
    return { changes: effects(diff), ...sides };
  }

  /** Both sides as data, to find the values that cause a change. */
  async #values(ask: Ask, before: RenderRequest, after: RenderRequest): Promise<ChangedValues[]> {
    const old = await ask('userValues', before);
    const current = await ask('userValues', after);
    return [{ release: nameOf(this.#preview.release), alias: [], before: old, after: current }];
  }

  /** The request to render a baseline of values. */
  #request({ name, texts }: Baseline): RenderRequest {
    return request(texts.map((text) => ({ name, text })), this.#preview.release);
  }

  async #manifestsOf(ask: Ask, against: Baseline): Promise<string> {
    const { name, kind, texts } = against;
    if (kind === 'manifests') return texts.join('');
    const asked = this.#request(against);
    const key = JSON.stringify(asked);
    if (this.#before?.key !== key) {
      const { ok, manifests, diagnostics } = await ask('render', asked);
      if (!ok) {
        const [first] = diagnostics;
        throw new Error(`cannot render ${name}: ${first?.message ?? ''}`);
      }
      this.#before = { key, text: manifests };
    }
    return this.#before.text;
  }
}

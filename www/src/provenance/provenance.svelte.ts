// Which manifest lines a value makes, and which value makes a line. Found by rendering once more with the value
// changed, never by its name.

import { untrack } from 'svelte';
import { documentAt, manifests as documents, type Manifests } from '../editor/documents';
import { leaves, type Leaf, type Tree } from '../editor/leaves';
import { unquoted } from '../editor/yaml_lines';
import { printed } from '../keys/place';
import type { Origins, Written } from '../layers/origins.svelte';
import type { Preview } from '../preview.svelte';
import type { Review } from '../review/review.svelte';
import { changedLines } from './lines';
import { flagKey, shown } from './paths';
import { variants } from './variants';

/** After the cursor has rested this long. */
const REST_MS = 200;

/** Values that are tried for the key of a mapping. */
const MOST_BELOW = 8;

/** Values that are tried for a line, and for how long. */
const MOST_TRIALS = 400;
const PATIENCE_MS = 3000;

/** Where a line comes from. */
export type Origin =
  | { kind: 'searching'; line: number }
  | { kind: 'value'; line: number; path: string; written: Written }
  | { kind: 'default'; line: number; path: string; leaf: Leaf; value: string }
  | { kind: 'none'; line: number; isComplete: boolean };

/** How a value is changed for a trial. */
type Changed = (variant: string) => { text: string; set: { kind: 'json'; text: string }[] };

export class Provenance {
  readonly #preview: Preview;
  readonly #review: Review;
  readonly #origins: Origins;
  /** Starts of the lines that the value at the cursor makes. */
  lit = $state.raw<readonly number[]>([]);
  origin = $state.raw<Origin | null>(null);

  #turn = 0;
  #tried = new Map<string, number[]>();

  /** To be called while a component is created. */
  constructor(preview: Preview, review: Review, origins: Origins) {
    this.#preview = preview;
    this.#review = review;
    this.#origins = origins;
    $effect(() => {
      // Another text or another rendering: what was found no longer holds.
      void [preview.manifests, preview.layers.edited];
      untrack(() => {
        this.#tried = new Map();
        this.#turn++;
        this.origin = null;
      });
    });
    $effect(() => {
      const { manifests, cursor } = preview;
      void preview.layers.edited;
      const isCurrent = preview.freshness === 'current';
      this.lit = [];
      if (!isCurrent || !manifests.text) return;
      const resting = setTimeout(() => untrack(() => void this.#light(manifests, cursor)), REST_MS);
      return () => clearTimeout(resting);
    });
  }

  async #light(manifests: Manifests, cursor: number): Promise<void> {
    const { values: text, syntax, isJudged } = this.#preview;
    // Another rendering follows.
    if (!isJudged) return;
    const found = new Set<number>();
    for (const leaf of leavesAt(text, cursor, syntax ?? undefined)) {
      for (const line of await this.#ofLeaf(manifests, text, leaf)) found.add(line);
      if (this.#preview.manifests !== manifests || this.#preview.cursor !== cursor) return;
    }
    this.lit = [...found].sort((a, b) => a - b);
  }

  /** Finds where the line at a position of the manifests comes from. */
  async explain(position: number): Promise<void> {
    const { manifests, values: text, freshness } = this.#preview;
    const document = documentAt(manifests, position);
    if (!document || freshness !== 'current') return;
    const turn = ++this.#turn;
    const start = manifests.text.lastIndexOf('\n', position - 1) + 1;
    const written = manifests.text.slice(start).split('\n', 1)[0] ?? '';
    const line = manifests.text.slice(0, start).split('\n').length;
    this.origin = { kind: 'searching', line };
    const origin = await this.#find(manifests, text, { start, written, line }).catch(() => null);
    if (turn === this.#turn) this.origin = origin ?? { kind: 'none', line, isComplete: false };
  }

  async #find(
    manifests: Manifests,
    text: string,
    { start, written, line }: { start: number; written: string; line: number },
  ): Promise<Origin> {
    const end = performance.now() + PATIENCE_MS;
    let trials = 0;
    const mayTry = () => trials++ < MOST_TRIALS && performance.now() < end;

    const own = leaves(text);
    for (const leaf of likelyFirst(own, text, written)) {
      if (!mayTry()) return { kind: 'none', line, isComplete: false };
      if ((await this.#ofLeaf(manifests, text, leaf)).includes(start)) {
        const { from, to } = leaf;
        const written = { layer: this.#preview.layers.edited, line: text.slice(0, from).split('\n').length, from, to };
        return { kind: 'value', line, path: shown(leaf.path), written };
      }
    }
    const effective = (await this.#review.ask('effectiveValues', this.#preview.request(text))) ?? '';
    const set = new Set(own.map(({ path }) => shown(path)));
    const defaults = leaves(effective).filter(({ path }) => !set.has(shown(path)));
    for (const leaf of likelyFirst(defaults, effective, written)) {
      if (!mayTry()) return { kind: 'none', line, isComplete: false };
      const value = effective.slice(leaf.from, leaf.to);
      const lines = await this.#lines(manifests, `default ${shown(leaf.path)}`, value, (variant) => ({
        text,
        set: [{ kind: 'json', text: `${flagKey(leaf.path)}=${json(variant)}` }],
      }));
      if (!lines.includes(start)) continue;
      const path = shown(leaf.path);
      // The other values files override the defaults too.
      const written = this.#origins.placeOf(printed(leaf.path.map((key) => (typeof key === 'number' ? key : { key }))));
      return written ? { kind: 'value', line, path, written } : { kind: 'default', line, path, leaf, value };
    }
    return { kind: 'none', line, isComplete: true };
  }

  #ofLeaf(manifests: Manifests, text: string, leaf: Leaf): Promise<number[]> {
    return this.#lines(manifests, `value ${leaf.from}`, text.slice(leaf.from, leaf.to), (variant) => ({
      text: text.slice(0, leaf.from) + variant + text.slice(leaf.to),
      set: [],
    }));
  }

  /** The lines that change with a value. */
  async #lines(manifests: Manifests, key: string, written: string, changed: Changed): Promise<number[]> {
    const known = this.#tried.get(key);
    if (known) return known;
    const tried = this.#tried;
    let lines: number[] = [];
    for (const variant of variants(written)) {
      const { text, set } = changed(variant);
      const response = await this.#review.ask('render', { ...this.#preview.request(text), set });
      if (!response.ok) continue;
      lines = changedLines(manifests, documents(response.manifests, response.objects));
      if (lines.length) break;
    }
    tried.set(key, lines);
    return lines;
  }
}

/** The leaf on the line of the cursor, or those below the key on that line. */
function leavesAt(text: string, cursor: number, syntax: Tree | undefined): Leaf[] {
  const from = text.lastIndexOf('\n', cursor - 1) + 1;
  const end = text.indexOf('\n', cursor);
  const to = end < 0 ? text.length : end;
  const here = leaves(text, { from, to }, syntax);
  if (here.length) return here.slice(0, MOST_BELOW);
  const indent = /^ *[^\s#]/.exec(text.slice(from, to))?.[0].length;
  if (!indent) return [];
  const next = new RegExp(`^ {0,${indent - 1}}[^ \\n#]`, 'm').exec(text.slice(to + 1));
  const until = next ? to + 1 + next.index : text.length;
  const below = leaves(text, { from, to: until }, syntax).filter((leaf) => leaf.from >= from && leaf.to <= until);
  return below.slice(0, MOST_BELOW);
}

/** Values whose text is in the line are tried first; that decides nothing. */
function likelyFirst(all: readonly Leaf[], text: string, line: string): Leaf[] {
  const isLikely = ({ from, to }: Leaf) => {
    const { bare } = unquoted(text.slice(from, to));
    return bare !== '' && line.includes(bare);
  };
  return [...all.filter(isLikely), ...all.filter((leaf) => !isLikely(leaf))];
}

/** A scalar of YAML as JSON. */
function json(written: string): string {
  if (/^(true|false|null|\d+)$/.test(written)) return written;
  return JSON.stringify(unquoted(written).bare);
}

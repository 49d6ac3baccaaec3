// Which of several values files sets a value, and what has no effect, as the core answers.

import { untrack } from 'svelte';
import type { Origin, Overridden, Span } from '../core/types';
import { utf16Offsets } from '../editor/offsets';
import type { Preview } from '../preview.svelte';
import type { Review } from '../review/review.svelte';
import type { Layer } from './layers.svelte';

/** After typing has paused this long. */
const REST_MS = 150;

/** A value in a text. */
export interface Written {
  readonly layer: Layer;
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** The answer about the texts of a moment. */
interface Answered {
  readonly layers: readonly Layer[];
  readonly texts: readonly string[];
  readonly origins: ReadonlyMap<string, Origin>;
  readonly overridden: readonly Overridden[];
}

/** Follows the values while there are several files. */
export class Origins {
  readonly #review: Review;
  readonly #preview: Preview;
  #answered = $state.raw<Answered | null>(null);

  /** To be called while a component is created. */
  constructor(preview: Preview, review: Review) {
    this.#preview = preview;
    this.#review = review;
    $effect(() => {
      // The findings are new after each rendering.
      void preview.findings;
      if (!preview.layers.areSeveral) {
        this.#answered = null;
        return;
      }
      const resting = setTimeout(() => untrack(() => void this.#ask()), REST_MS);
      return () => clearTimeout(resting);
    });
  }

  /** What has no effect in the text of the editor, as ranges of it. Null if the text is newer than the answer. */
  get overriddenHere(): readonly { readonly from: number; readonly to: number }[] | null {
    const { edited } = this.#preview.layers;
    const answered = this.#answered;
    if (!answered) return [];
    const file = answered.layers.indexOf(edited);
    const text = answered.texts[file];
    if (text === undefined || text !== edited.text) return null;
    const spans = answered.overridden.flatMap(({ span }) => (span.file === file ? [span] : []));
    const offsets = utf16Offsets(text, spans.flatMap(({ start, end }) => [start, end]));
    return spans.map((_, index) => ({ from: offsets[2 * index] ?? 0, to: offsets[2 * index + 1] ?? 0 }));
  }

  /** Where another file or this one sets the value at a path of the core. Null for a default, and with only one file. */
  placeOf(path: string): Written | null {
    const span = this.#answered?.origins.get(path)?.span;
    return span ? this.#written(span) : null;
  }

  /** The same for a path whose value can be a map or a list: the first place that sets something in it. */
  placeBelow(path: string): Written | null {
    const isBelow = (other: string) => other === path || (other.startsWith(path) && /^[.[]/.test(other.slice(path.length)));
    for (const [other, { span }] of this.#answered?.origins ?? []) if (span && isBelow(other)) return this.#written(span);
    return null;
  }

  /** What the other files have to do with the key on a line of the editor; empty if nothing is known. */
  aboutLine(path: string, line: number): string {
    const file = this.#answered?.layers.indexOf(this.#preview.layers.edited) ?? -1;
    const { overridden = [], origins } = this.#answered ?? {};
    const without = overridden.find(({ span }) => span.file === file && span.line === line);
    if (without) return `No effect here: ${without.by ? place(without.by) : `\`${without.flag}\``} overrides it.`;
    const others = overridden.filter(({ by }) => by?.file === file && by.line === line);
    if (others.length) return `Overrides ${others.map(({ span }) => place(span)).join(' and ')}.`;
    const span = origins?.get(path)?.span;
    return span?.file === file && span.line === line ? 'Set in no other file.' : '';
  }

  /** Which other file sets a path that the editor's text does not; empty if none does. */
  aboutPath(path: string): string {
    const span = this.#answered?.origins.get(path)?.span;
    return span ? `Set by ${place(span)}.` : '';
  }

  async #ask(): Promise<void> {
    const { list } = this.#preview.layers;
    const request = this.#preview.request();
    const shown = await this.#review.ask('mergedValues', request);
    // While the values have errors, the last answer stays.
    if (!shown.ok || this.#preview.layers.list !== list) return;
    this.#answered = {
      layers: list,
      texts: request.values.map(({ text }) => text),
      origins: new Map(shown.origins.map((origin) => [origin.path, origin])),
      overridden: shown.overridden,
    };
  }

  #written({ file, start, end, line }: Span): Written | null {
    const layer = this.#answered?.layers[file];
    const text = this.#answered?.texts[file];
    if (!layer || text === undefined) return null;
    const [from = 0, to = from] = utf16Offsets(text, [start, end]);
    return { layer, line, from, to };
  }
}

function place({ name, line }: Span): string {
  return `\`${name}\`, line ${line}`;
}

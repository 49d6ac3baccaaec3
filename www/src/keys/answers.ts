// The core's answers about keys, each asked once.

import type { Text } from '@codemirror/state';
import type { Known, KnownKey } from '../core/types';
import type { Origins } from '../layers/origins.svelte';
import type { Source } from './description';
import { inheritedFrom } from './inherited';
import { printed, type Step } from './place';

export class KeyAnswers {
  readonly #known = new Map<string, Promise<Known>>();
  readonly #ask: (path: string) => Promise<Known>;
  readonly #origins: Origins;

  constructor(ask: (path: string) => Promise<Known>, origins: Origins) {
    this.#ask = ask;
    this.#origins = origins;
  }

  /** What the core knows at a path. */
  at(path: readonly Step[] | string): Promise<Known> {
    const text = typeof path === 'string' ? path : printed(path);
    let known = this.#known.get(text);
    if (!known) {
      known = this.#ask(text);
      this.#known.set(text, known);
      known.catch(() => this.#known.delete(text));
    }
    return known;
  }

  /** What a key inherits in this text, or in another values file. */
  sources(doc: Text, path: readonly Step[], key: KnownKey): Promise<Source[]> {
    const sources = inheritedFrom(doc, path, key);
    return Promise.all(
      sources.map(async (source) => {
        const other = source.line === null ? this.#origins.placeBelow(source.path) : null;
        const default_ = (await this.at(source.path)).key?.default;
        return { ...source, line: other?.line ?? source.line, file: other?.layer.name ?? '', default: default_ };
      }),
    );
  }
}

// The objects of manifests as data. One that stays the same is not read again: a release has hundreds, and each is a
// question to the core.

import type { Manifests } from '../editor/documents';

export class Objects {
  readonly #read: (document: string) => Promise<unknown>;
  /** Those of the last manifests by their text. */
  #known = new Map<string, Promise<unknown>>();

  constructor(read: (document: string) => Promise<unknown>) {
    this.#read = read;
  }

  /** The objects of manifests, in their order. */
  of({ text, documents }: Manifests): Promise<unknown[]> {
    const before = this.#known;
    const known = new Map<string, Promise<unknown>>();
    this.#known = known;
    return Promise.all(
      documents.map(({ from, to }) => {
        const document = text.slice(from, to);
        const object = before.get(document) ?? this.#read(document);
        known.set(document, object);
        object.catch(() => known.delete(document));
        return object;
      }),
    );
  }
}

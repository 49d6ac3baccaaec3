// The documents of a manifest stream, as ranges of its text.

import type { ObjectSummary } from '../core/types';
import { utf16Offsets } from './offsets';

/** One document of a stream. */
export interface Document {
  /** Kind and name, such as `Deployment dagu-ui`: unique in a stream. */
  readonly title: string;
  readonly kind: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A stream and its documents, which cover it from end to end. */
export interface Manifests {
  readonly text: string;
  readonly documents: readonly Document[];
}

/** The documents of `text`, which the core described by `objects`. */
export function manifests(text: string, objects: readonly ObjectSummary[]): Manifests {
  let byte = 0;
  const bytes = objects.map((object) => (byte += object.bytes));
  // As many bytes as units: all is ASCII, which takes milliseconds to find out from a long text.
  const ends = byte === text.length ? bytes : utf16Offsets(text, bytes);
  let from = 0;
  const documents = objects.map((object, index) => {
    const to = index === objects.length - 1 ? text.length : (ends[index] ?? text.length);
    const { kind, name } = object;
    const document = { title: `${kind} ${name}`, kind, name, from, to };
    from = to;
    return document;
  });
  return { text, documents };
}

/** The document at a position. */
export function documentAt({ documents }: Manifests, position: number): Document | undefined {
  let low = 0;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((documents[middle]?.to ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return documents[low];
}

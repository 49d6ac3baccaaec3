// The Secrets of the preview: a generated one has no data, because the page has no randomness and no cluster.

import type { Document, Manifests } from '../editor/documents';

const KEYS = /^(data|stringData):/m;

/** Whether a document of manifests is a Secret without data. */
export function isEmptySecret({ text }: Manifests, { kind, from, to }: Document): boolean {
  return kind === 'Secret' && !KEYS.test(text.slice(from, to));
}

// The Secrets of the preview have no data, so they cannot be compared with those of a release.

import type { Document, Manifests } from '../editor/documents';
import { isEmptySecret } from '../manifests/secret';
import { documentsOf } from './stream';

/** Both sides without the Secrets that have no data in the preview. */
export function withoutEmptySecrets(before: string, manifests: Manifests): { before: string; after: string } {
  const { text, documents } = manifests;
  const isEmpty = (document: Document) => isEmptySecret(manifests, document);
  const empty = new Set(documents.filter(isEmpty).map(({ title }) => title));
  const kept = documentsOf(before).filter(({ title }) => !empty.has(title));
  const own = documents.filter(({ title }) => !empty.has(title));
  return {
    before: kept.map((document) => document.text).join(''),
    after: own.map(({ from, to }) => text.slice(from, to)).join(''),
  };
}

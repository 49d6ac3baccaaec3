// The Secrets of the preview have no data, so they cannot be compared with those of a release.

import type { Manifests } from '../editor/documents';
import { hasData } from '../manifests/secret';
import { documentsOf } from './stream';

/** Both sides without the Secrets that have no data in the preview. */
export function withoutEmptySecrets(before: string, { text, documents }: Manifests): { before: string; after: string } {
  const empty = new Set(
    documents
      .filter(({ kind, from, to }) => kind === 'Secret' && !hasData(text.slice(from, to)))
      .map(({ title }) => title),
  );
  const kept = documentsOf(before).filter(({ title }) => !empty.has(title));
  const own = documents.filter(({ title }) => !empty.has(title));
  return {
    before: kept.map((document) => document.text).join(''),
    after: own.map(({ from, to }) => text.slice(from, to)).join(''),
  };
}

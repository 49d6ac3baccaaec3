// Copies and downloads.

import type { Document, Manifests } from '../editor/documents';
import { isEmptySecret } from '../manifests/secret';

/** The manifests that may leave the page, and the Secrets that stay: the preview has no data for them. */
export interface Copies {
  readonly objects: readonly { readonly title: string; readonly text: string }[];
  readonly withoutData: readonly string[];
}

export function copies(manifests: Manifests): Copies {
  const { text, documents } = manifests;
  const isEmpty = (document: Document) => isEmptySecret(manifests, document);
  const kept = documents.filter((document) => !isEmpty(document));
  return {
    objects: kept.map(({ title, from, to }) => ({ title, text: text.slice(from, to) })),
    withoutData: documents.filter(isEmpty).map(({ title }) => title),
  };
}

/** A file name for an object. */
export function fileName(title: string): string {
  return `${title.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-')}.yaml`;
}

/** Saves a file under a name. */
export function download(name: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: 'application/yaml' }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // After the click the browser still reads it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

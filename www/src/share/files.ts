// Copies and downloads.

import type { Manifests } from '../editor/documents';
import { hasData } from '../manifests/secret';

/** The manifests that may leave the page, and the Secrets that stay: the preview has no data for them. */
export interface Copies {
  readonly objects: readonly { readonly title: string; readonly text: string }[];
  readonly withoutData: readonly string[];
}

export function copies({ text, documents }: Manifests): Copies {
  const all = documents.map(({ title, kind, from, to }) => ({ title, kind, text: text.slice(from, to) }));
  const isEmpty = ({ kind, text }: (typeof all)[number]) => kind === 'Secret' && !hasData(text);
  return {
    objects: all.filter((object) => !isEmpty(object)),
    withoutData: all.filter(isEmpty).map(({ title }) => title),
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

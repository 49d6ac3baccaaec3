// Keeps the work in this browser, so that a reload loses nothing.
//
// A tab that is reloaded gets its own text back; a new one gets what was written last in any.

import type { ValuesText } from './core/types';
import { isRelease, VALUES_FILE, type Release } from './release';

const NAME = 'dagu-chart-editor';
const REST_MS = 300;

/** What is kept. */
export interface Work {
  /** The values files in Helm's order. */
  readonly files: readonly ValuesText[];
  /** The index of the one in the editor. */
  readonly edited: number;
  readonly release: Partial<Release>;
  /** What the values are compared with, if it was given. */
  readonly baseline: { readonly name: string; readonly texts: readonly string[] } | null;
  /** The texts of the documents that the values are an edit of. */
  readonly base?: readonly string[] | undefined;
  /** The fragment of the link that they began with. */
  readonly link?: string | undefined;
}

/** Documents that the page edits: files, or the values of a release. */
export interface Edited {
  /** What no other documents have. */
  readonly id: string;
  readonly isFile: boolean;
}

/** The kept work and when it was kept. */
export type Kept = Work & { readonly at: number };

/** Why nothing is kept, if so. */
export type Trouble = 'blocked' | 'full';

/** The work of the last visit: of the page, or of a document that it edits. */
export function recall(document: Edited | null): Kept | null {
  for (const storage of places(document)) {
    try {
      const kept = keptIn(JSON.parse(storage().getItem(entry(document)) ?? 'null'));
      if (kept) return kept;
    } catch {
      // Blocked, or written by something else: as if there were nothing.
    }
  }
  return null;
}

/** A document has an entry of its own, so that its text does not end up in another one. */
function entry(document: Edited | null): string {
  return document ? `${NAME}: ${document.id}` : NAME;
}

/** The values of a release have its credentials: nothing of them may stay in the browser when the tab is closed. */
function places(document: Edited | null): readonly (() => Storage)[] {
  const isRelease = document && !document.isFile;
  return isRelease ? [() => sessionStorage] : [() => sessionStorage, () => localStorage];
}

/** The work in something stored; null if it is something else. */
function keptIn(value: unknown): Kept | null {
  if (typeof value !== 'object' || value === null) return null;
  const { values, files, edited, release, baseline, base, link, at } = value as Record<string, unknown>;
  // An older page stored the text of its only file.
  const all = typeof values === 'string' ? [{ name: VALUES_FILE, text: values }] : files;
  const against = baselineIn(baseline);
  if (!isFiles(all) || typeof at !== 'number' || !isRelease(release) || against === undefined) return null;
  // An older page stored the texts of the documents as one.
  const older = typeof base === 'string' ? base.split('\0') : base;
  if (older !== undefined && !areTexts(older)) return null;
  if (link !== undefined && typeof link !== 'string') return null;
  const index = typeof edited === 'number' ? edited : 0;
  return { files: all, edited: index, release, baseline: against, base: older, link, at };
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isFiles(value: unknown): value is readonly ValuesText[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isText(value: unknown): value is ValuesText {
  if (typeof value !== 'object' || value === null) return false;
  const { name, text } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof text === 'string';
}

/** Undefined if it is not a baseline. An older page stored its only text. */
function baselineIn(value: unknown): Work['baseline'] | undefined {
  if (value === null) return null;
  if (isText(value)) return { name: value.name, texts: [value.text] };
  if (typeof value !== 'object') return undefined;
  const { name, texts } = value as Record<string, unknown>;
  return typeof name === 'string' && areTexts(texts) ? { name, texts } : undefined;
}

/** Keeps the work as it changes. */
export class Memory {
  trouble = $state<Trouble | null>(null);
  readonly #read: () => Work | null;
  readonly #entry: string;
  readonly #places: readonly (() => Storage)[];
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** The work that was kept or restored last: a tab without changes must not touch what another one kept. */
  #last: string;

  /** `read` gives the work, or null if there is none worth keeping. */
  constructor(read: () => Work | null, document: Edited | null) {
    this.#read = read;
    this.#entry = entry(document);
    this.#places = places(document);
    this.#last = JSON.stringify(read());
  }

  /** Keeps the work once it has not changed for a moment. */
  readonly later = (): void => {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(this.now, REST_MS);
  };

  /** Keeps the work, if it has changed. */
  readonly now = (): void => {
    clearTimeout(this.#resting);
    const work = this.#read();
    const text = JSON.stringify(work);
    if (text === this.#last) return;
    try {
      for (const storage of this.#places) {
        if (work) storage().setItem(this.#entry, JSON.stringify({ ...work, at: Date.now() } satisfies Kept));
        else storage().removeItem(this.#entry);
      }
      this.#last = text;
      this.trouble = null;
    } catch (error) {
      this.trouble = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked';
    }
  };
}

// Keeps the work in this browser, so that a reload loses nothing.
//
// A tab that is reloaded gets its own text back; a new one gets what was written last in any.

import { isRelease, type Release } from './release';

const NAME = 'dagu-chart-editor';
const REST_MS = 300;

/** What is kept. */
export interface Work {
  readonly values: string;
  readonly release: Partial<Release>;
  /** The text that the values are compared with, if it was given. */
  readonly baseline: { readonly name: string; readonly text: string } | null;
}

/** The kept work and when it was kept. */
export type Kept = Work & { readonly at: number };

/** Why nothing is kept, if so. */
export type Trouble = 'blocked' | 'full';

/** The work of the last visit: of the page, or of a document that it edits. */
export function recall(document: string | undefined): Kept | null {
  for (const storage of [() => sessionStorage, () => localStorage]) {
    try {
      const kept: unknown = JSON.parse(storage().getItem(entry(document)) ?? 'null');
      if (isKept(kept)) return kept;
    } catch {
      // Blocked, or written by something else: as if there were nothing.
    }
  }
  return null;
}

/** A document has an entry of its own, so that its text does not end up in another one. */
function entry(document: string | undefined): string {
  return document === undefined ? NAME : `${NAME}: ${document}`;
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { values, release, baseline, at } = value as Partial<Record<keyof Kept, unknown>>;
  return (
    typeof values === 'string' &&
    typeof at === 'number' &&
    isRelease(release) &&
    (baseline === null || isText(baseline))
  );
}

function isText(value: unknown): value is NonNullable<Work['baseline']> {
  if (typeof value !== 'object' || value === null) return false;
  const { name, text } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof text === 'string';
}

/** Keeps the work as it changes. */
export class Memory {
  trouble = $state<Trouble | null>(null);
  readonly #read: () => Work | null;
  readonly #entry: string;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** `read` gives the work, or null if there is none worth keeping. */
  constructor(read: () => Work | null, document: string | undefined) {
    this.#read = read;
    this.#entry = entry(document);
  }

  /** Keeps the work once it has not changed for a moment. */
  readonly later = (): void => {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(this.now, REST_MS);
  };

  /** Keeps the work. */
  readonly now = (): void => {
    clearTimeout(this.#resting);
    const work = this.#read();
    try {
      for (const storage of [sessionStorage, localStorage]) {
        if (work) storage.setItem(this.#entry, JSON.stringify({ ...work, at: Date.now() } satisfies Kept));
        else storage.removeItem(this.#entry);
      }
      this.trouble = null;
    } catch (error) {
      this.trouble = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked';
    }
  };
}

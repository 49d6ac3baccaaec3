// The smallest edits that turn one manifest stream into the next, so that few lines are redrawn and the effect of the
// user's last edit can be marked.

import type { Document, Manifests } from './documents';

const NEWLINE = 10;

/** An edit of the old text. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** The edits from `before` to `after` in whole lines, in ascending order. */
export function changes(before: Manifests, after: Manifests): Change[] {
  const places = new Map(before.documents.map((document, index) => [document.title, index]));
  const found: Change[] = [];
  let next = 0;
  let position = 0;
  for (const document of after.documents) {
    const insert = textOf(after, document);
    const index = places.get(document.title);
    const counterpart = index !== undefined && index >= next ? before.documents[index] : undefined;
    if (index === undefined || !counterpart) {
      found.push({ from: position, to: position, insert });
      continue;
    }
    if (counterpart.from > position) {
      found.push({ from: position, to: counterpart.from, insert: '' });
    }
    found.push(...narrowed(textOf(before, counterpart), insert, counterpart.from));
    next = index + 1;
    position = counterpart.to;
  }
  if (position < before.text.length) {
    found.push({ from: position, to: before.text.length, insert: '' });
  }
  return found;
}

function textOf(stream: Manifests, document: Document): string {
  return stream.text.slice(document.from, document.to);
}

/** The lines that differ between two texts, the first of which starts at `offset`. */
export function narrowed(before: string, after: string, offset: number): Change[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  while (!startsLine(before, start)) start--;

  let end = before.length;
  let insertEnd = after.length;
  while (
    end > start &&
    insertEnd > start &&
    before.charCodeAt(end - 1) === after.charCodeAt(insertEnd - 1)
  ) {
    end--;
    insertEnd--;
  }
  while (end < before.length && !(startsLine(before, end) && startsLine(after, insertEnd))) {
    end++;
    insertEnd++;
  }
  return [{ from: offset + start, to: offset + end, insert: after.slice(start, insertEnd) }];
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === NEWLINE;
}

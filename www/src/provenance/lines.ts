// Which lines of manifests differ between two renderings.

import type { Document, Manifests } from '../editor/documents';

/** How far a line is searched after one that differs. */
const REACH = 80;

/** The starts of the lines of `before` that are different or missing in `after`, in ascending order. */
export function changedLines(before: Manifests, after: Manifests): number[] {
  const others = new Map(after.documents.map((document) => [document.title, document]));
  return before.documents.flatMap((document, index) => {
    const text = textOf(before, document);
    const other = others.get(document.title) ?? namesake(document, after.documents[index]);
    if (!other) return starts(text.split('\n'), document.from);
    const otherText = textOf(after, other);
    return text === otherText ? [] : different(text.split('\n'), otherText.split('\n'), document.from);
  });
}

/** The object at the same place, if only its name differs. */
function namesake(document: Document, other: Document | undefined): Document | undefined {
  return other?.kind === document.kind ? other : undefined;
}

function textOf({ text }: Manifests, { from, to }: Document): string {
  return text.slice(from, to);
}

function starts(lines: readonly string[], from: number): number[] {
  let at = from;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

function different(lines: readonly string[], others: readonly string[], from: number): number[] {
  const all = starts(lines, from);
  const found: number[] = [];
  let at = 0;
  let other = 0;
  while (at < lines.length) {
    if (lines[at] === others[other]) {
      at++;
      other++;
      continue;
    }
    const [skipped, added] = resume(lines, others, at, other);
    found.push(...all.slice(at, at + skipped));
    at += skipped;
    other += added;
  }
  return found;
}

/** The fewest lines to skip on both sides until they are equal again; the shorter side of a replacement first. */
function resume(lines: readonly string[], others: readonly string[], at: number, other: number): [number, number] {
  for (let sum = 1; sum <= REACH; sum++) {
    for (let skipped = sum; skipped >= 0; skipped--) {
      const added = sum - skipped;
      const line = lines[at + skipped];
      if (line !== undefined && line === others[other + added]) return [skipped, added];
    }
  }
  return [1, 1];
}

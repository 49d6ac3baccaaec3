// Updates the view of the manifests and marks what changed.

import { EditorState, type Extension, type StateEffect } from '@codemirror/state';
import { EditorView, type EditorViewConfig } from '@codemirror/view';
import { markChanged, type Place } from './changed_lines';
import { changes, type Change } from './changes';
import { firstObject } from '../manifests/outline';
import type { Manifests } from './documents';
import { standardFoldsIn } from './standard_folds';

/** The view of the first manifests: the standard lines are folded, and it starts at the object to start with. */
export function opened({ text, documents }: Manifests, extensions: Extension): EditorViewConfig {
  const { state } = EditorState.create({ doc: text, extensions }).update({ effects: standardFoldsIn(text, documents) });
  const start = firstObject({ text, documents });
  return start ? { state, scrollTo: toTop(start.from) } : { state };
}

/**
 * Updates `view` from `before` to `after`, folds the standard lines of new objects, and scrolls to the first change if
 * none is in `visible`, a range of `before`.
 */
export function show(view: EditorView, before: Manifests, after: Manifests, visible: Place): void {
  if (before.text === after.text) return;
  const edits = changes(before, after);
  const places = placesOf(edits);
  const effects: StateEffect<unknown>[] = [markChanged.of(isMostlyNew(places, after) ? [] : places)];
  // A warning is a comment at the top of the stream, and nothing to scroll to.
  const fields = edits.filter((edit) => !isComment(before.text.slice(edit.from, edit.to) + edit.insert));
  const [first] = fields;
  const place = first && places[edits.indexOf(first)];
  if (place && !view.hasFocus && !fields.some((edit) => touches(edit, visible))) {
    const from = place.from + comment(first.insert).length;
    effects.push(EditorView.scrollIntoView(Math.min(from, place.to), { y: 'start', yMargin: 48 }));
  }
  const known = new Set(before.documents.map(({ title }) => title));
  effects.push(...standardFoldsIn(after.text, after.documents.filter(({ title }) => !known.has(title))));
  view.dispatch({ changes: edits, effects });
}

/** Scrolls a position to the top. */
export function toTop(from: number): StateEffect<unknown> {
  return EditorView.scrollIntoView(from, { y: 'start', yMargin: 0 });
}

/** The ranges of the inserted texts after the edits. */
function placesOf(edits: readonly Change[]): Place[] {
  let shift = 0;
  return edits.map(({ from, to, insert }) => {
    const place = { from: from + shift, to: from + shift + insert.length };
    shift += insert.length - (to - from);
    return place;
  });
}

/** The comments that a text starts with. */
function comment(text: string): string {
  return /^(?:#.*\n)*/.exec(text)?.[0] ?? '';
}

function isComment(text: string): boolean {
  return comment(text) === text;
}

/** Marks on nearly every line are not useful. */
function isMostlyNew(places: readonly Place[], { text }: Manifests): boolean {
  const length = places.reduce((sum, { from, to }) => sum + to - from, 0);
  return length > text.length / 2;
}

function touches({ from, to }: Change, visible: Place): boolean {
  return from < visible.to && to >= visible.from;
}

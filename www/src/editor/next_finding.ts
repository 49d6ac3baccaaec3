// Moves from finding to finding by keyboard.

import { EditorView } from '@codemirror/view';
import type { Finding } from './findings';

/** Selects the next finding after the cursor, or the one before it, and gives it. The first follows the last. */
export function goToFinding(view: EditorView, found: readonly Finding[], step: 1 | -1): Finding | undefined {
  const { head, from } = view.state.selection.main;
  const placed = found.filter(({ place }) => place).sort((a, b) => start(a) - start(b));
  const target =
    step > 0
      ? (placed.find((finding) => start(finding) > from) ?? placed[0])
      : (placed.findLast((finding) => start(finding) < Math.min(from, head)) ?? placed.at(-1));
  if (target?.place) selectPlace(view, target.place);
  return target;
}

/** Selects a range and scrolls it into view. */
export function selectPlace(view: EditorView, { from, to }: { readonly from: number; readonly to: number }): void {
  const { length } = view.state.doc;
  const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
  view.focus();
  view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) });
}

function start({ place }: Finding): number {
  return place?.from ?? 0;
}

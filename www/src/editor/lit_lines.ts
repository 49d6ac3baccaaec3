// Lights up lines of the manifests, and unfolds them.

import { foldedRanges, unfoldEffect } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Place } from './changed_lines';

const setLit = StateEffect.define<readonly number[]>();

const line = Decoration.line({ class: 'cm-lit' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lit, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setLit)) return Decoration.set(effect.value.map((start) => line.range(start)));
    }
    return lit.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The extension that shows lit lines. */
export const litLines: Extension = [
  field,
  EditorView.theme({ '.cm-lit': { backgroundColor: 'var(--selection)', boxShadow: 'inset 3px 0 var(--accent)' } }),
];

/**
 * Lights the lines that start at `starts`, in ascending order. If none is in `visible`, it shows the first below the top
 * of its object, whose start `top` gives.
 */
export function light(
  view: EditorView,
  starts: readonly number[],
  visible: Place,
  top: (start: number) => number,
): void {
  const { length } = view.state.doc;
  const lit = starts.filter((start) => start <= length && view.state.doc.lineAt(start).from === start);
  if (!lit.length && !view.state.field(field).size) return;
  const effects: StateEffect<unknown>[] = [setLit.of(lit)];
  const folded = foldedRanges(view.state);
  for (const start of lit) {
    folded.between(start, start, (from, to) => {
      if (from < start && start <= to) effects.push(unfoldEffect.of({ from, to }));
    });
  }
  const [first] = lit;
  if (first !== undefined && !view.hasFocus && !lit.some((start) => visible.from <= start && start < visible.to)) {
    const head = top(first);
    const fits = shownLines(view.state, head, first) < shownLines(view.state, visible.from, visible.to);
    effects.push(EditorView.scrollIntoView(fits ? head : first, { y: fits ? 'start' : 'center', yMargin: 0 }));
  }
  view.dispatch({ effects });
}

/** The number of lines from one position to another without those that are folded. */
function shownLines(state: EditorState, from: number, to: number): number {
  const lines = (from: number, to: number) => state.doc.lineAt(to).number - state.doc.lineAt(from).number;
  let shown = lines(from, to);
  foldedRanges(state).between(from, to, (from, to) => {
    shown -= lines(from, to);
  });
  return shown;
}

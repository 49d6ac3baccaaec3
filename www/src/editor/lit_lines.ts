// Lights up lines of the manifests, and unfolds them.

import { foldedRanges, unfoldEffect } from '@codemirror/language';
import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

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
 * Lights the lines that start at `starts`, in ascending order. If none is in view, it shows the first below the top of
 * its object, whose start `top` gives.
 */
export function light(view: EditorView, starts: readonly number[], top: (start: number) => number): void {
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
  if (first !== undefined && !view.hasFocus && !lit.some((start) => isVisible(view, start))) {
    const head = top(first);
    const fits = view.lineBlockAt(first).bottom - view.lineBlockAt(head).top < view.scrollDOM.clientHeight;
    effects.push(EditorView.scrollIntoView(fits ? head : first, { y: fits ? 'start' : 'center', yMargin: 0 }));
  }
  view.dispatch({ effects });
}

function isVisible(view: EditorView, position: number): boolean {
  const { scrollTop, clientHeight } = view.scrollDOM;
  const { top, bottom } = view.lineBlockAt(position);
  return top >= scrollTop && bottom <= scrollTop + clientHeight;
}

// Dims what has no effect in a values file, because a later file overrides it.

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A part of the text. */
interface Range {
  readonly from: number;
  readonly to: number;
}

const setOverridden = StateEffect.define<readonly Range[]>();

const mark = Decoration.mark({ class: 'cm-overridden' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(overridden, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setOverridden)) return Decoration.set(effect.value.map(({ from, to }) => mark.range(from, to)), true);
    }
    return overridden.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The extension that shows it. */
export const overriddenValues: Extension = [
  field,
  EditorView.theme({
    '.cm-overridden, .cm-overridden *': { color: 'var(--ink-faint) !important', textDecorationLine: 'line-through' },
    '@media (forced-colors: active)': { '.cm-overridden, .cm-overridden *': { color: 'GrayText !important' } },
  }),
];

/** Dims these ranges, and no others. */
export function dim(view: EditorView, ranges: readonly Range[]): void {
  const wanted = ranges.filter(({ from, to }) => from < to && to <= view.state.doc.length);
  if (!wanted.length && !view.state.field(field).size) return;
  view.dispatch({ effects: setOverridden.of(wanted) });
}

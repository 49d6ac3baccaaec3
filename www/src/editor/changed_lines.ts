// Marks the lines that the last update of the manifests changed.

import { RangeSetBuilder, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A range of the text after an update. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Replaces the marks. The ranges are in ascending order. */
export const markChanged = StateEffect.define<readonly Place[]>();

const line = Decoration.line({ class: 'cm-changed' });

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marked, transaction) {
    marked = marked.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(markChanged)) continue;
      const builder = new RangeSetBuilder<Decoration>();
      for (const { from, to } of effect.value) {
        for (let at = from; at < to; ) {
          const changed = transaction.state.doc.lineAt(at);
          builder.add(changed.from, changed.from, line);
          at = changed.to + 1;
        }
      }
      marked = builder.finish();
    }
    return marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The extension that shows the marks. */
export const changedLines: Extension = marks;

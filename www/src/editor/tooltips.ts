// Escape closes what the pointer has opened.

import { Prec, type Extension } from '@codemirror/state';
import { closeHoverTooltips, hasHoverTooltips, keymap, type EditorView } from '@codemirror/view';

function close(view: EditorView): boolean {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
}

export const closingTooltips: Extension = Prec.highest(keymap.of([{ key: 'Escape', run: close }]));

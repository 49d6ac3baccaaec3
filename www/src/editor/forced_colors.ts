// What colours alone show, in the colours that the system forces on the page: they drop backgrounds and shadows.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Paints with colours of the system where a background is the whole sign. */
function painted(background: string, color: string) {
  return { forcedColorAdjust: 'none', backgroundColor: background, color };
}

export const forcedColors: Extension = EditorView.theme({
  '@media (forced-colors: active)': {
    '.cm-scroller:focus-within, .cm-selectionBackground': { outline: '2px solid Highlight', outlineOffset: '-2px' },
    '.cm-lit': { borderLeft: '3px solid Highlight' },
    '.cm-changed': { borderLeft: '2px dashed Highlight' },
    '.cm-searchMatch': { outline: '1px dashed Highlight' },
    '.cm-searchMatch.cm-searchMatch-selected': { outline: '2px solid Highlight' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      outline: '2px solid Highlight',
      outlineOffset: '-2px',
    },
    '.cm-lintRange-warning': { textDecorationStyle: 'dashed' },
    '.cm-lintRange-info': { textDecorationStyle: 'dotted' },
    '.cm-lint-marker-error, .cm-lint-marker-warning, .cm-lint-marker-info': painted('CanvasText', 'Canvas'),
    '.cm-changedLine': { borderLeft: '3px solid Highlight' },
    '.cm-changedLineGutter, .cm-deletedLineGutter': painted('Highlight', 'HighlightText'),
  },
});

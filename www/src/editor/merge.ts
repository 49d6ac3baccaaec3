// The difference of two texts in one view. A module of its own: it loads when the first difference opens.

import { yaml } from '@codemirror/lang-yaml';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { theme } from './theme';

/** Lines without a change around one. */
const CONTEXT = 3;

const look = EditorView.theme({
  '&': { height: 'auto' },
  '.cm-changedLine': { backgroundColor: 'var(--changed) !important' },
  '.cm-changedText': { background: 'none', textDecoration: 'underline', textDecorationColor: 'var(--accent)' },
  '.cm-deletedChunk': { paddingLeft: '0', backgroundColor: 'var(--error-tint)' },
  '.cm-deletedLine': { padding: '0 1rem 0 0.5rem' },
  '.cm-deletedChunk .cm-deletedText': { background: 'none', textDecoration: 'line-through' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '1px' },
  '.cm-changedLineGutter': { background: 'var(--accent)' },
  '.cm-deletedLineGutter': { background: 'var(--error)' },
  // The package's own signs are in few fonts.
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: '"…"' },
  '.cm-collapsedLines': { background: 'var(--ground)', color: 'var(--ink-soft)', padding: '0.125rem 0.5rem' },
});

/** Shows what turns `before` into `after`. */
export function showDifference(parent: HTMLElement, before: string, after: string, label: string): EditorView {
  return new EditorView({
    parent,
    doc: after,
    extensions: [
      lineNumbers(),
      yaml(),
      theme,
      look,
      unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: { margin: CONTEXT } }),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label }),
    ],
  });
}

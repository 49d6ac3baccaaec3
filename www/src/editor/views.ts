// The extensions of the two editors: one for the values, one for the manifests.

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  scrollPastEnd,
} from '@codemirror/view';
import { changedLines } from './changed_lines';
import { litLines } from './lit_lines';
import { indenting } from './indent';
import { overriddenValues } from './overridden';
import { pasting } from './paste';
import { standardFolds } from './standard_folds';
import { theme } from './theme';
import { INDENT } from './yaml_lines';

const common: Extension = [
  lineNumbers(),
  codeFolding(),
  foldGutter({ openText: '▾', closedText: '▸' }),
  highlightSpecialChars(),
  drawSelection(),
  search(),
  yaml(),
  theme,
];

/** The editor of the values. */
export const valuesSetup: Extension = [
  lintGutter(),
  common,
  overriddenValues,
  history(),
  indentOnInput(),
  indentUnit.of(' '.repeat(INDENT)),
  indenting,
  pasting,
  EditorState.tabSize.of(INDENT),
  bracketMatching(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  keymap.of([
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
];

/** The view of the manifests: focusable, searchable, read-only. */
export const manifestsSetup: Extension = [
  common,
  changedLines,
  litLines,
  standardFolds,
  // The last object can be at the top too.
  scrollPastEnd(),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({ tabindex: '0' }),
  keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap]),
];

// Indents new lines of YAML: below a key without value, inside of items, and after a scalar item.

import { indentService, syntaxTree } from '@codemirror/language';
import { Prec, type EditorState, type Extension, type Line, type Text } from '@codemirror/state';
import { keymap, type EditorView } from '@codemirror/view';
import { contentColumn, INDENT, isBlank, keyOf, opens, yamlLine } from './yaml_lines';

/** Flow style, quotes and block scalars: the indentation is that of the language, and a dash is text. */
const OTHER_STYLES = /^(Flow(Mapping|Sequence)|QuotedLiteral|BlockLiteral(Content)?)$/;

function isBlockStyle(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); ; ) {
    if (OTHER_STYLES.test(node.name) && node.from < at && node.to >= at && !isHeader(state, node.from, at)) return false;
    if (!node.parent) return true;
    node = node.parent;
  }
}

/** Whether text at a position is part of a block scalar, also on a blank line after it. */
export function isInBlockScalar(state: EditorState, at: number): boolean {
  const end = state.sliceDoc(0, at).trimEnd().length;
  for (let node = syntaxTree(state).resolveInner(end, -1); node.parent; node = node.parent) {
    if (node.name === 'BlockLiteral') return true;
  }
  return false;
}

/** Whether a scalar that starts on the line of a position is one line so far, such as the header of a block scalar. */
function isHeader(state: EditorState, from: number, at: number): boolean {
  return /^[|>][-+0-9]*\s*$/.test(state.sliceDoc(from, at));
}

/** The indentation of the first line with content after a position. */
function indentBelow(doc: Text, at: number): number {
  for (let { number } = doc.lineAt(at); number < doc.lines; number++) {
    const line = yamlLine(doc.line(number + 1).text);
    if (!isBlank(line)) return line.indent;
  }
  return 0;
}

const indentation = indentService.of((context, at) => {
  if (context.simulatedBreak !== at || !isBlockStyle(context.state, at)) return undefined;
  const line = yamlLine(context.lineAt(at, -1).text);
  const column = contentColumn(line);
  if (!opens(line.content)) return column;
  const below = indentBelow(context.state.doc, at);
  return below > column ? below : column + INDENT;
});

/** The column at which the text goes on after the last item of the list that `line` belongs to. */
function columnAfterList(doc: Text, line: Line): number {
  const { indent } = yamlLine(line.text);
  for (let number = line.number - 1; number > 0; number--) {
    const above = yamlLine(doc.line(number).text);
    if (isBlank(above) || above.indent > indent || (above.indent === indent && above.dashes)) continue;
    return contentColumn(above);
  }
  return 0;
}

/** Enter: goes on with the next item after a scalar item, and ends the list on an empty one. */
function newItem(view: EditorView): boolean {
  const { state } = view;
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (ranges.length > 1 || !main.empty || main.head < line.to || !isBlockStyle(state, main.head)) return false;
  const { indent, dashes, content } = yamlLine(line.text);
  if (!dashes || line.text.includes('#') || keyOf(content) || opens(content)) return false;
  const isLast = !content;
  const insert = isLast ? ' '.repeat(columnAfterList(state.doc, line)) : `\n${' '.repeat(indent)}- `;
  const from = isLast ? line.from : line.to;
  view.dispatch({
    changes: { from, to: line.to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: 'input',
  });
  return true;
}

/** Indents new lines. */
export const indenting: Extension = [indentation, Prec.high(keymap.of([{ key: 'Enter', run: newItem }]))];

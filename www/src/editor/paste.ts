// Indents pasted lines to the place where they are pasted.

import { EditorView } from '@codemirror/view';
import type { EditorState, Extension } from '@codemirror/state';
import { isInBlockScalar } from './indent';
import { INDENT, isBlank, opens, yamlLine } from './yaml_lines';

/**
 * The lines of `text`, moved so that the first one starts at `column`.
 *
 * The first line may have lost its indentation, when it was copied from its first word on.
 */
export function reindented(text: string, column: number): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const first = lines.findIndex((line) => line.trim());
  const start = lines[first];
  if (start === undefined) return text;
  const rest = lines.slice(first + 1);
  const shift = column - Math.max(yamlLine(start).indent, indentLostBy(start, rest));
  const moved = rest.map((line) => {
    if (!line.trim()) return '';
    const { indent } = yamlLine(line);
    return ' '.repeat(Math.max(0, indent + shift)) + line.slice(indent);
  });
  return [start.slice(yamlLine(start).indent), ...moved].join('\n');
}

/** The indentation that the first line must have had, judged by the lines below it. */
function indentLostBy(start: string, rest: readonly string[]): number {
  const first = yamlLine(start);
  const lines = rest.map(yamlLine).filter((line) => !isBlank(line));
  const [next] = lines;
  if (!next || first.indent > 0) return 0;
  const least = Math.min(...lines.map(({ indent }) => indent));
  const siblings = lines.filter(({ indent }) => indent === least);
  if (first.dashes) return siblings.some(({ dashes }) => dashes) ? least : Math.max(0, least - first.dashes.length);
  return opens(first.content) && least === next.indent ? Math.max(0, least - INDENT) : least;
}

/** The tabs at the start of a line: as indentation YAML refuses them, and elsewhere they mean what spaces mean. */
const TABS = /^\t+/gm;
/** The lines around YAML in a text with Markdown. */
const FENCES = /^\s*```[\w-]*\r?\n([^]*?)```\s*$/;

function filter(pasted: string, state: EditorState): string {
  const { from } = state.selection.main;
  // In a block scalar every character counts.
  const text = isInBlockScalar(state, from)
    ? pasted
    : pasted.replace(FENCES, '$1').replace(TABS, (tabs) => ' '.repeat(tabs.length * INDENT));
  const line = state.doc.lineAt(from);
  const before = state.sliceDoc(line.from, from);
  // At the start of a line the text keeps its indentation: whole lines are copied with it.
  const isPlace = before !== '' && before.trim() === '';
  return isPlace && text.trim().includes('\n') ? reindented(text, before.length) : text;
}

/** Indents pasted lines. */
export const pasting: Extension = EditorView.clipboardInputFilter.of(filter);

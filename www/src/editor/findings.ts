// The diagnostics of the core, with their ranges in the values text.

import { forEachDiagnostic, type Diagnostic as Mark } from '@codemirror/lint';
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Diagnostic, Severity } from '../core/types';
import { textFixes, type TextFix } from './fixes';
import { markedNodes } from './marked';
import { utf16Offsets } from './offsets';

/** The most marks in the text: more cannot be told apart, and each costs time with every keystroke. */
const MOST_MARKS = 200;

/** A diagnostic and its range in its text. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** Null if it is not about a text, such as for the name of the release. */
  readonly place: { readonly from: number; readonly to: number } | null;
  readonly fix: TextFix | null;
}

/** The diagnostics of a render of `texts`, in their order. */
export function findings(texts: readonly string[], diagnostics: readonly Diagnostic[]): Finding[] {
  const [first = [], ...others] = texts.map((text, file) => findingsIn(text, file, diagnostics));
  return first.map((finding, index) => others[(finding.diagnostic.span?.file ?? 0) - 1]?.[index] ?? finding);
}

/** The diagnostics with the ranges and the fixes in `text`, the values file with the index `file`. */
function findingsIn(text: string, file: number, diagnostics: readonly Diagnostic[]): Finding[] {
  const spanOf = ({ span }: Diagnostic) => (span?.file === file ? span : null);
  const bytes = diagnostics.flatMap((diagnostic) => {
    const span = spanOf(diagnostic);
    return span ? [span.start, span.end] : [];
  });
  const offsets = utf16Offsets(text, bytes);
  const fixes = textFixes(text, file, diagnostics);
  let next = 0;
  return diagnostics.map((diagnostic, index) => {
    const fix = fixes[index] ?? null;
    if (!spanOf(diagnostic)) return { diagnostic, place: null, fix };
    const from = offsets[next++] ?? text.length;
    const to = offsets[next++] ?? text.length;
    return { diagnostic, place: { from, to: Math.max(from, to) }, fix };
  });
}

const LEVEL: Record<Severity, Mark['severity']> = { error: 'error', warning: 'warning', note: 'info' };

/** The editor's marks for the first findings that have a range, in a text of `length`. */
export function marks(
  found: readonly Finding[],
  length: number,
  { resolve, explain }: Record<'resolve' | 'explain', (diagnostic: Diagnostic, from: number) => void>,
): Mark[] {
  const marked = found.filter(({ place }) => place).slice(0, MOST_MARKS);
  return marked.map((finding) => {
    const { place, fix, diagnostic } = finding;
    const { severity, code, help } = diagnostic;
    const message = `${code}: ${diagnostic.message}${help ? `\n${help}` : ''}`;
    return {
      from: Math.min(place?.from ?? 0, length),
      to: Math.min(place?.to ?? 0, length),
      severity: LEVEL[severity],
      message,
      renderMessage: () => {
        const shown = document.createElement('span');
        shown.append(...markedNodes(message));
        return shown;
      },
      actions: [
        ...(fix ? [{ name: actionOf(fix), apply: (_: EditorView, from: number) => resolve(diagnostic, from) }] : []),
        { name: `Explain ${code}`, apply: (_, from) => explain(diagnostic, from) },
      ],
    };
  });
}

/** The text of the button that applies a fix, or shows what it would change. */
export function actionOf({ title, isSafe }: TextFix): string {
  return isSafe ? title : `${title}…`;
}

/** The finding that a mark at a position stands for now. */
export function findingAt(found: readonly Finding[], { code, message }: Diagnostic, from: number): Finding | undefined {
  return found.find(
    ({ place, diagnostic }) =>
      place?.from === from && diagnostic.code === code && diagnostic.message === message,
  );
}

/** Whether the text shows these marks already. */
export function areShown(wanted: readonly Mark[], state: EditorState): boolean {
  const shown = new Set<string>();
  forEachDiagnostic(state, (mark, from, to) => shown.add(identity(mark, from, to)));
  return shown.size === wanted.length && wanted.every((mark) => shown.has(identity(mark, mark.from, mark.to)));
}

function identity({ severity, message }: Mark, from: number, to: number): string {
  return JSON.stringify([from, to, severity, message]);
}

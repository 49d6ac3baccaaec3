// Folds what nearly every object has: the chart's labels, probes, and the variables that the chart sets.

import { codeFolding, foldEffect } from '@codemirror/language';
import type { EditorState, Extension, StateEffect } from '@codemirror/state';
import type { Place } from './changed_lines';

/** Above this length, folds cost more than they show. */
const LONGEST = 2_000_000;

const LABELS = /^\s*(app\.kubernetes\.io\/|helm\.sh\/chart:|dagu\.sh\/worker-pool:)/;
const PROBE = /^\s*(liveness|readiness|startup)Probe:$/;
const VARIABLE = /^\s*- name: (HOME|DAGU_(?!WORKER_LABELS$)\w+)$/;

/** A run of lines of one kind, below the line that stays in view. */
interface Run {
  readonly kind: 'labels' | 'probe' | 'variables';
  readonly from: number;
  readonly to: number;
}

interface Line {
  readonly text: string;
  readonly indent: number;
  readonly from: number;
  readonly to: number;
}

/** The folds of the standard lines in places of a text, which begin and end with whole lines. */
export function standardFoldsIn(text: string, places: readonly Place[]): StateEffect<Place>[] {
  if (text.length > LONGEST) return [];
  return places.flatMap(({ from, to }) => runs(lines(text.slice(from, to), from))).map(({ from, to }) => foldEffect.of({ from, to }));
}

function lines(text: string, start: number): Line[] {
  let from = start;
  return text.split('\n').map((line) => {
    const to = from + line.length;
    const found = { text: line, indent: line.search(/\S|$/), from, to };
    from = to + 1;
    return found;
  });
}

function runs(all: readonly Line[]): Run[] {
  const found: Run[] = [];
  for (let at = 0; at + 1 < all.length; at++) {
    const head = all[at];
    const next = all[at + 1];
    if (!head || !next) break;
    const kind = kindOf(head, next);
    if (!kind) continue;
    const last = lastOf(kind, all, at);
    const end = all[last];
    if (!end || last - at < 2) continue;
    found.push({ kind, from: head.to, to: end.to });
    at = last - 1;
  }
  return found;
}

function kindOf(head: Line, next: Line): Run['kind'] | null {
  if (PROBE.test(head.text)) return 'probe';
  if (LABELS.test(next.text) && !LABELS.test(head.text)) return 'labels';
  return VARIABLE.test(next.text) ? 'variables' : null;
}

/** The index of the last line of the run whose head is the line at `head`. */
function lastOf(kind: Run['kind'], all: readonly Line[], head: number): number {
  const indent = (kind === 'probe' ? all[head] : all[head + 1])?.indent ?? 0;
  const belongs = ({ text, indent: of }: Line): boolean => {
    if (of > indent) return true;
    if (kind === 'probe' || of < indent) return false;
    return (kind === 'labels' ? LABELS : VARIABLE).test(text);
  };
  let last = head;
  for (let next = all[last + 1]; next && next.text && belongs(next); next = all[last + 1]) last++;
  return last;
}

/** The fold's text in its line. */
function summary(state: EditorState, { from, to }: Place): string {
  const first = state.doc.lineAt(from).number;
  const count = state.doc.lineAt(to).number - first;
  const next = state.doc.line(first + 1).text;
  if (LABELS.test(next)) return `… ${count} standard labels`;
  if (!VARIABLE.test(next)) return `… ${count} lines`;
  const variables = state.sliceDoc(from, to).match(/\n\s*- name: /g)?.length ?? 0;
  return `… ${variables} standard variables`;
}

/** How the folds look. */
export const standardFolds: Extension = codeFolding({
  preparePlaceholder: summary,
  placeholderDOM: (_view, onclick, text: string) => {
    const element = document.createElement('span');
    element.className = 'cm-foldPlaceholder';
    element.textContent = text;
    element.title = 'Unfold';
    element.setAttribute('aria-label', `${text.slice(2)}, folded`);
    element.onclick = onclick;
    return element;
  },
});

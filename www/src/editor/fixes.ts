// The fixes of findings, as edits of the values text.

import type { Diagnostic } from '../core/types';
import { utf16Offsets } from './offsets';

/** A replacement of a part of the text. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Edits that resolve a finding. */
export interface TextFix {
  /** Such as `Rename it to replicas`. */
  readonly title: string;
  /** Whether it certainly means the same; others are shown before they are applied. */
  readonly isSafe: boolean;
  readonly edits: readonly TextEdit[];
}

/** The fixes of diagnostics about `text`, the values file with the index `file`. */
export function textFixes(
  text: string,
  file: number,
  diagnostics: readonly Diagnostic[],
): (TextFix | null)[] {
  const usable = diagnostics.map(({ fix }) =>
    fix && fix.applicability !== 'display' && fix.edits.every((edit) => edit.file === file) ? fix : null,
  );
  const bytes = usable.flatMap((fix) => fix?.edits.flatMap(({ start, end }) => [start, end]) ?? []);
  const offsets = utf16Offsets(text, bytes);
  let next = 0;
  const offset = () => offsets[next++] ?? text.length;
  return usable.map(
    (fix) =>
      fix && {
        title: asTitle(fix.title),
        isSafe: fix.applicability === 'safe',
        edits: fix.edits.map((edit) => ({ from: offset(), to: offset(), insert: edit.text })),
      },
  );
}

function asTitle(title: string): string {
  const plain = title.replaceAll('`', '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** What may have a fix, such as a finding. */
interface Fixable {
  readonly fix: TextFix | null;
}

/** The edits of all safe fixes that do not touch each other, in ascending order, and how many findings they resolve. */
export function safeEdits(found: readonly Fixable[]): { readonly edits: TextEdit[]; readonly count: number } {
  const fixes = found.flatMap(({ fix }) => (fix?.isSafe ? [fix] : []));
  const start = ({ edits: [first] }: TextFix) => first?.from ?? 0;
  const taken = new Set<string>();
  const edits: TextEdit[] = [];
  let end = -1;
  let count = 0;
  for (const fix of fixes.sort((one, other) => start(one) - start(other))) {
    // All settings beside a pool have the same fix.
    const identity = JSON.stringify(fix.edits);
    const isTaken = taken.has(identity);
    if (!isTaken && fix.edits.some(({ from }) => from <= end)) continue;
    count++;
    if (isTaken) continue;
    taken.add(identity);
    edits.push(...fix.edits);
    end = Math.max(...fix.edits.map(({ to }) => to));
  }
  return { edits, count };
}

/** Lines that an edit replaces, and what they become. */
export interface Hunk {
  /** The first line, from 1. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a fix changes, in whole lines. */
export function hunks(text: string, { edits }: TextFix): Hunk[] {
  return edits.map(({ from, to, insert }) => {
    const start = text.lastIndexOf('\n', from - 1) + 1;
    // An edit that ends at the start of a line leaves that line alone.
    const isWhole = from === start && to > from && text[to - 1] === '\n' && (insert === '' || insert.endsWith('\n'));
    const after = text.indexOf('\n', to);
    const end = isWhole ? to - 1 : after < 0 ? text.length : after;
    const changed = isWhole ? insert.slice(0, -1) : text.slice(start, from) + insert + text.slice(to, end);
    return {
      line: text.slice(0, start).split('\n').length,
      before: text.slice(start, end).split('\n'),
      after: isWhole && insert === '' ? [] : changed.split('\n'),
    };
  });
}

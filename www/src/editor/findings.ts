// The diagnostics of the core, with their ranges in the values text.

import type { Diagnostic as Mark } from '@codemirror/lint';
import type { Diagnostic, Severity } from '../core/types';
import { utf16Offsets } from './offsets';

/** A diagnostic and its range in the text. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** Null if it is not about the text, such as for the name of the release. */
  readonly place: { readonly from: number; readonly to: number } | null;
}

/** The diagnostics of a render of `text`, in their order. */
export function findings(text: string, diagnostics: readonly Diagnostic[]): Finding[] {
  const spans = diagnostics.flatMap(({ span }) => (span ? [span.start, span.end] : []));
  const offsets = utf16Offsets(text, spans);
  let next = 0;
  return diagnostics.map((diagnostic) => {
    if (!diagnostic.span) return { diagnostic, place: null };
    const from = offsets[next++] ?? text.length;
    const to = offsets[next++] ?? text.length;
    return { diagnostic, place: { from, to: Math.max(from, to) } };
  });
}

const LEVEL: Record<Severity, Mark['severity']> = { error: 'error', warning: 'warning', note: 'info' };

/** The editor's marks for the findings that have a range, in a text of `length`. */
export function marks(found: readonly Finding[], length: number): Mark[] {
  return found.flatMap(({ diagnostic, place }) => {
    if (!place) return [];
    const { severity, message, code, help } = diagnostic;
    return {
      from: Math.min(place.from, length),
      to: Math.min(place.to, length),
      severity: LEVEL[severity],
      message: help ? `${code}: ${message}\n${help}` : `${code}: ${message}`,
    };
  });
}

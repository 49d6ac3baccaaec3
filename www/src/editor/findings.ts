// The core's diagnostics as places in the values text.

import type { Diagnostic as Mark } from '@codemirror/lint';
import type { Diagnostic, Severity } from '../core/types';
import { utf16Offsets } from './offsets';

/** A diagnostic and where it stands in the text that it is about. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  /** Null when it is about no place in the text, as for the name of the release. */
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

/** The findings that have a place, as the editor marks them in a text of `length`. */
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

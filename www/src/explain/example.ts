// The example of a code, as values and a release that the page can show.

import type { Release } from '../release';
import examples from './examples.json';
import { explanation } from './pages';

/** An example. */
export interface Example {
  readonly code: string;
  /** The name of its rule. */
  readonly rule: string;
  readonly text: string;
  /** The fields of the release that it needs. */
  readonly release: Partial<Release>;
}

/** The release that an example needs, or what the page lacks to show it, as the end of a sentence. */
type Live = { readonly release: Partial<Release> } | { readonly lacks: string };

const LIVE: Readonly<Record<string, Live>> = examples;

/** The example of a code; null if the page cannot show one. */
export function example(code: string): Example | null {
  const live = LIVE[code];
  if (!live || 'lacks' in live) return null;
  const { rule, blocks } = explanation(code);
  const values = blocks.find(({ kind }) => kind === 'yaml');
  return values ? { code, rule, text: `${values.text}\n`, release: live.release } : null;
}

/** Why the page has no example of a code. */
export function whyNone(code: string): string {
  const live = LIVE[code];
  return `This page has no example of ${code}${live && 'lacks' in live ? `: ${live.lacks}` : ''}.`;
}

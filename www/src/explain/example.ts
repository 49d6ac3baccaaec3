// The example of a code, as values and a release that the page can show.

import type { Release } from '../release';
import { explanation, type Block } from './pages';

/** An example. */
export interface Example {
  readonly code: string;
  /** The name of its rule. */
  readonly rule: string;
  readonly text: string;
  /** The fields of the release that it needs. */
  readonly release: Partial<Release>;
}

/** What the line before an example says about the release. */
const RELEASE: readonly (readonly [keyof Release, RegExp])[] = [
  ['name', /with the release name `(.+?)`/],
  ['namespace', /in the namespace `(.+?)`/],
  ['kubeVersion', /on Kubernetes `(.+?)`/],
];

/** The page knows no earlier revision and generates no credentials. */
const ELSEWHERE = /on an upgrade|rendered by `helm template`/;

/** The example of a code; null if the page cannot show one. */
export function example(code: string): Example | null {
  const { rule, blocks } = explanation(code);
  const at = blocks.findIndex(({ kind }) => kind === 'yaml');
  const values = blocks[at];
  const situation = situationOf(blocks[at - 1]);
  if (!values || ELSEWHERE.test(situation)) return null;
  const release = RELEASE.flatMap(([key, pattern]) => {
    const value = pattern.exec(situation)?.[1];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { code, rule, text: `${values.text}\n`, release: Object.fromEntries(release) };
}

function situationOf(block: Block | undefined): string {
  return block?.kind === 'paragraph' && block.text.startsWith('Example, ') ? block.text : '';
}

// What a setting of a pool or a component inherits in this text.

import type { Text } from '@codemirror/state';
import { keyOf, yamlLine } from '../editor/yaml_lines';
import type { KnownKey } from '../core/types';
import { lineOf, type Step } from './place';

/** Where a setting is inherited from. */
export interface Inherited {
  /** Such as `worker.nodeSelector`. */
  readonly path: string;
  /** The line that sets it; null if only a default can. */
  readonly line: number | null;
  /** What that line says; empty for a value of several lines. */
  readonly value: string;
}

/** The sections that a setting inherits from, the first of which counts; the core says which take it. */
export function inheritedFrom(doc: Text, path: readonly Step[], { name, pods }: KnownKey): Inherited[] {
  const [section] = path;
  if (!section || section === 'item' || path.length < 2 || !pods.length) return [];
  const isPool = section.key === 'workerPools' && path.length === 3;
  if (!isPool && path.length !== 2) return [];
  const sections = [
    ...(isPool && pods.includes('workers') ? [['worker', name]] : []),
    ...(pods.includes('all') ? [[name]] : []),
  ];
  return sections.map((keys) => {
    const line = lineOf(doc, keys);
    const value = line && keyOf(yamlLine(line.text).content)?.value;
    return { path: keys.join('.'), line: line?.number ?? null, value: value ?? '' };
  });
}

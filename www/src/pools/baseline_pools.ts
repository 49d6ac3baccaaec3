// The pools of the baseline, which may not be among the values any more.

import { request, type Release } from '../release';
import type { Baseline } from '../review/baseline';
import type { Review } from '../review/review.svelte';
import { bringBack, type TextChange } from './changes';

/** A pool of the baseline. */
export interface BaselinePool {
  readonly name: string;
  /** Brings it back; null if the baseline does not have its values. */
  readonly change: TextChange | null;
}

/** The pools of a baseline. None if it has errors, which the changes report. */
export async function baselinePools(
  ask: Review['ask'],
  { name, kind, texts }: Baseline,
  release: Release,
): Promise<readonly BaselinePool[]> {
  try {
    if (kind === 'manifests') {
      const { workloads } = await ask('inventory', texts.join(''));
      return workloads.flatMap(({ pool }) => (pool === null ? [] : [{ name: pool, change: null }]));
    }
    const asked = request(texts.map((text) => ({ name, text })), release);
    const { pools } = await ask('pools', asked);
    return pools.map((pool) => ({ name: pool.name, change: bringBack(pool.name, asked.values) }));
  } catch {
    return [];
  }
}

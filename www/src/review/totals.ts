// The core's sums as the page writes them.

import type { Total } from '../core/types';

/** The sums of CPU and memory, such as `2.5 CPU`, and those of them that a container lacks, so that there is no sum. */
export function sumsOf(totals: readonly Total[], kind: 'requests' | 'limits'): { sums: string[]; without: string[] } {
  const both = (['cpu', 'memory'] as const).map((name) => {
    const label = name === 'cpu' ? 'CPU' : name;
    const sum = totals.find((total) => total.name === name)?.[kind];
    return { label, sum: sum && (name === 'cpu' ? `${sum} ${label}` : sum) };
  });
  return {
    sums: both.flatMap(({ sum }) => sum || []),
    without: both.flatMap(({ label, sum }) => (sum ? [] : label)),
  };
}

/** Such as `1 nvidia.com/gpu`. */
export function devicesOf(totals: readonly Total[]): string[] {
  return totals.flatMap(({ name, device, requests }) => (device && requests ? [`${requests} ${name}`] : []));
}

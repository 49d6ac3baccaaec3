// The core's sums as the page writes them.

import type { Total } from '../core/types';

/** Such as `2.5` CPU or `1.5 GiB` of memory; `–` if there is no sum. */
export function totalOf(totals: readonly Total[], name: 'cpu' | 'memory', kind: 'requests' | 'limits'): string {
  return totals.find((total) => total.name === name)?.[kind] ?? '–';
}

/** Such as `1 nvidia.com/gpu`. */
export function devicesOf(totals: readonly Total[]): string[] {
  return totals.flatMap(({ name, device, requests }) => (device && requests ? [`${requests} ${name}`] : []));
}

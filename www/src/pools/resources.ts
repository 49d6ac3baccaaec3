// Requests and limits of pools, to compare them by eye.

import type { Pool } from '../core/types';
import { amount } from '../review/quantity';
import { DIVIDED } from '../review/totals';

/** The resources that have a bar. */
export const SCALED = ['cpu', 'memory'] as const;

export type Scaled = (typeof SCALED)[number];

/** The largest request or limit of all pools, for each resource. */
export type Scales = Readonly<Record<Scaled, number>>;

export function scales(pools: readonly Pool[]): Scales {
  const largest = (name: Scaled) =>
    Math.max(0, ...pools.flatMap(({ requests, limits }) => [measured(requests[name]), measured(limits[name])]));
  return { cpu: largest('cpu'), memory: largest('memory') };
}

/** A bar: the parts of the scale that the request and the limit take. */
export interface Bar {
  readonly name: Scaled;
  readonly text: string;
  readonly request: number;
  /** Null if there is none. */
  readonly limit: number | null;
}

/** The bars of a pool, for the resources that it mentions. */
export function bars({ requests, limits }: Pool, scales: Scales): Bar[] {
  const mentioned = SCALED.filter((name) => requests[name] != null || limits[name] != null);
  return mentioned.map((name) => {
    const part = (quantity: unknown) => (scales[name] ? measured(quantity) / scales[name] : 0);
    const [request, limit] = [requests[name], limits[name]];
    return {
      name,
      text: `${request ?? 'no request'} / ${limit ?? 'no limit'}`,
      request: part(request),
      limit: limit == null ? null : part(limit),
    };
  });
}

/** Such as `nvidia.com/gpu: 1`. */
export function devices({ requests, limits }: Pool): { readonly name: string; readonly count: string }[] {
  const all = { ...requests, ...limits };
  return Object.entries(all).flatMap(([name, count]) => (DIVIDED.test(name) ? [] : [{ name, count: String(count) }]));
}

function measured(quantity: unknown): number {
  return quantity == null ? 0 : amount(quantity) || 0;
}

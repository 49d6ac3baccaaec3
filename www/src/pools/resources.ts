// Requests and limits of pools, to compare them by eye.

import type { Pool, PoolResource } from '../core/types';

/** The resources that have a bar. */
const SCALED = ['cpu', 'memory'];

/** The largest request or limit of all pools, for each resource. */
export type Scales = ReadonlyMap<string, number>;

export function scales(pools: readonly Pool[]): Scales {
  const scales = new Map<string, number>();
  for (const { name, request, limit } of pools.flatMap(({ resources }) => resources)) {
    scales.set(name, Math.max(scales.get(name) ?? 0, request?.amount ?? 0, limit?.amount ?? 0));
  }
  return scales;
}

/** A bar: the parts of the scale that the request and the limit take. */
export interface Bar {
  readonly name: string;
  readonly text: string;
  readonly request: number;
  /** Null if there is none. */
  readonly limit: number | null;
}

/** The bars of a pool, for the resources that it mentions. */
export function bars({ resources }: Pool, scales: Scales): Bar[] {
  return resources.filter(({ name }) => SCALED.includes(name)).map(({ name, request, limit }) => {
    const part = (amount: number) => amount / (scales.get(name) || 1);
    return {
      name,
      text: `${request?.text ?? 'no request'} / ${limit?.text ?? 'no limit'}`,
      request: part(request?.amount ?? 0),
      limit: limit && part(limit.amount),
    };
  });
}

/** Such as `nvidia.com/gpu: 1`. */
export function devices({ resources }: Pool): { readonly name: string; readonly count: string }[] {
  const count = ({ limit, request }: PoolResource) => (limit ?? request)?.text ?? '';
  return resources.filter(({ device }) => device).map((resource) => ({ name: resource.name, count: count(resource) }));
}

// The pools of a text, as the core describes them.

import type { Pool, RenderRequest } from '../core/types';
import type { Finding } from '../editor/findings';
import type { Review } from '../review/review.svelte';
import { mapOf, poolPath, type PoolSources, type Values } from './changes';
import { inherited, type InheritedSetting } from './inherited';
import { scales, type Scales } from './resources';

/** One pool. */
export interface PoolCard {
  readonly name: string;
  /** Null if it has errors, or makes no Deployment. */
  readonly pool: Pool | null;
  readonly inherited: readonly InheritedSetting[];
  readonly findings: readonly Finding[];
  readonly hasErrors: boolean;
}

/** All of them. */
export interface Described {
  readonly list: readonly PoolCard[];
  readonly scales: Scales;
  readonly sources: PoolSources;
  /** The request without the pools that have errors. */
  readonly sound: RenderRequest;
  /** The key of a selector in a DAG. */
  readonly selectorKey: string;
}

/** The core. */
type Ask = Review['ask'];

/** The pools that the chart and the other values files add to every text; `without` has none in its place. */
export async function defaultPools(ask: Ask, without: RenderRequest): Promise<Values> {
  return mapOf((await ask('mergedValues', without)).values['workerPools']);
}

/**
 * Describes the pools of `text`, of which `findings` are known, and of the other files in the request. Fails with the
 * reason if the text is broken.
 */
export async function describe(
  ask: Ask,
  text: string,
  defaults: Values,
  requestWith: (text: string) => RenderRequest,
  findings: readonly Finding[],
): Promise<Described> {
  const written = mapOf((await ask('readValues', text))['workerPools']);
  const sources = { written, defaults };
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === 'error');
  const wrong = new Set(Object.keys(written).filter((name) => about(name, errors).length));
  const { asked, pools, effective, selectorKey } = await sound(ask, text, requestWith, wrong);
  const own = Object.keys(written).filter((name) => written[name] !== null || !Object.hasOwn(sources.defaults, name));
  const names = [...new Set([...own, ...pools.keys()])].sort();
  const list = names.map((name): PoolCard => {
    const pool = wrong.has(name) ? null : (pools.get(name) ?? null);
    return {
      name,
      pool,
      inherited: pool ? inherited(pool, mapOf(effective[name])) : [],
      findings: about(name, findings),
      hasErrors: wrong.has(name),
    };
  });
  return { list, sources, sound: asked, selectorKey, scales: scales(list.flatMap(({ pool }) => pool ?? [])) };
}

/** The core's answers about the values without the pools that are wrong: the others keep their cards. */
async function sound(
  ask: Ask,
  text: string,
  requestWith: (text: string) => RenderRequest,
  wrong: ReadonlySet<string>,
) {
  const remove = [...wrong].map((name) => poolPath(name));
  const asked = requestWith(wrong.size ? await ask('edit', { text, remove }) : text);
  const [answer, effective] = await Promise.all([ask('pools', asked), ask('effectiveValues', asked)]);
  const [first] = answer.diagnostics;
  if (first) throw new Error(first.span ? `line ${first.span.line}: ${first.message}` : first.message);
  const { workerPools } = await ask('readValues', effective ?? '');
  const pools = new Map<string, Pool>(answer.pools.map((pool) => [pool.name, pool]));
  return { asked, pools, effective: mapOf(workerPools), selectorKey: answer.selectorKey };
}

/** The findings about a pool. */
function about(name: string, findings: readonly Finding[]): Finding[] {
  const path = poolPath(name);
  const isBelow = (other: string) => other.startsWith(path) && /^(?:$|[.[])/.test(other.slice(path.length));
  return findings.filter(({ diagnostic }) => isBelow(diagnostic.path));
}

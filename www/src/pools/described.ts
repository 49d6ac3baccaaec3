// The pools of a text, as the core describes them.

import type { Pool } from '../core/types';
import type { Finding } from '../editor/findings';
import { request, type Release } from '../release';
import type { Review } from '../review/review.svelte';
import { isMap, poolPath, type PoolSources, type Values } from './changes';
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
  /** Whether it runs DAGs that have no selector. */
  readonly takesAny: boolean;
}

/** All of them. */
export interface Described {
  readonly list: readonly PoolCard[];
  readonly scales: Scales;
  readonly sources: PoolSources;
  /** The text without the pools that have errors. */
  readonly soundText: string;
  /** The key of a selector in a DAG. */
  readonly selectorKey: string;
}

/** The core. */
type Ask = Review['ask'];

/** A DAG with a selector, to find out which key this version of Dagu reads. */
const PROBE = { worker_selector: { probe: 'probe' } };

/** The pools that the chart adds to every text. */
export async function defaultPools(ask: Ask): Promise<Values> {
  return mapOf((await ask('keys', 'workerPools')).key?.default);
}

/** Describes the pools of `text`, of which `findings` are known. Fails with the reason if the text is broken. */
export async function describe(
  ask: Ask,
  text: string,
  defaults: Values,
  release: Release,
  findings: readonly Finding[],
): Promise<Described> {
  const written = mapOf((await ask('readValues', text))['workerPools']);
  const sources = { written, defaults };
  const errors = findings.filter(({ diagnostic }) => diagnostic.severity === 'error');
  const wrong = new Set(Object.keys(written).filter((name) => about(name, errors).length));
  const { soundText, pools, effective, takeAny, selectorKey } = await sound(ask, text, release, wrong);
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
      takesAny: takeAny.has(name),
    };
  });
  return { list, sources, soundText, selectorKey, scales: scales(list.flatMap(({ pool }) => pool ?? [])) };
}

/** The core's answers about the values without the pools that are wrong: the others keep their cards. */
async function sound(ask: Ask, text: string, release: Release, wrong: ReadonlySet<string>) {
  const remove = [...wrong].map((name) => poolPath(name));
  const soundText = wrong.size ? await ask('edit', { text, remove }) : text;
  const asked = request(soundText, release);
  const dags = [{}, PROBE].map((dag, index) => ({ name: String(index), documents: [dag] }));
  const [pools, effective, routes] = await Promise.all([
    ask('pools', asked),
    ask('effectiveValues', asked),
    ask('route', { values: asked, dags, base: null }),
  ]);
  const [first] = pools.diagnostics;
  if (first) throw new Error(first.span ? `line ${first.span.line}: ${first.message}` : first.message);
  const { workerPools } = await ask('readValues', effective ?? '');
  const [plain, probe] = routes.routes;
  return {
    soundText,
    pools: new Map<string, Pool>(pools.pools.map((pool) => [pool.name, pool])),
    effective: mapOf(workerPools),
    takeAny: new Set(plain?.pools),
    selectorKey: probe?.outcome === 'invalid' ? 'workerSelector' : 'worker_selector',
  };
}

/** The findings about a pool. */
function about(name: string, findings: readonly Finding[]): Finding[] {
  const path = poolPath(name);
  const isBelow = (other: string) => other.startsWith(path) && /^(?:$|[.[])/.test(other.slice(path.length));
  return findings.filter(({ diagnostic }) => isBelow(diagnostic.path));
}

function mapOf(value: unknown): Values {
  return isMap(value) ? value : {};
}

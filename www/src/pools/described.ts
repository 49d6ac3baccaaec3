// The pools of a text, as the core describes them.

import type { Absence, Pool, RenderRequest } from '../core/types';
import type { Finding } from '../editor/findings';
import type { Review } from '../review/review.svelte';
import { mapOf, poolOf, poolPath } from './changes';
import { inherited, type InheritedSetting } from './inherited';
import { scales, type Scales } from './resources';

/** One pool. */
export interface PoolCard {
  readonly name: string;
  /** Null if it has errors, or makes no Deployment. */
  readonly pool: Pool | null;
  /** Why it makes no Deployment. */
  readonly absence: Absence | undefined;
  readonly inherited: readonly InheritedSetting[];
  readonly findings: readonly Finding[];
  readonly hasErrors: boolean;
}

/** All of them. */
export interface Described {
  readonly list: readonly PoolCard[];
  readonly scales: Scales;
  /** The names that no other pool can have. */
  readonly taken: ReadonlySet<string>;
  /** The request without the pools that have errors. */
  readonly sound: RenderRequest;
  /** The key of a selector in a DAG. */
  readonly selectorKey: string;
}

/** The core. */
type Ask = Review['ask'];

/**
 * Describes the pools of `text`, of which `findings` are known, and of the other files in the request. Fails with the
 * reason if the text is broken.
 */
export async function describe(
  ask: Ask,
  text: string,
  requestWith: (text: string) => RenderRequest,
  findings: readonly Finding[],
): Promise<Described> {
  const found = byPool(findings);
  const isError = ({ diagnostic }: Finding) => diagnostic.severity === 'error';
  const wrong = new Set([...found.keys()].filter((name) => found.get(name)?.some(isError)));
  const { asked, pools, absences, effective, selectorKey } = await sound(ask, text, requestWith, wrong);
  const shown = [...absences.keys()].filter((name) => absences.get(name) !== 'removed');
  const names = [...new Set([...pools.keys(), ...shown, ...wrong])].sort();
  const list = names.map((name): PoolCard => {
    const hasErrors = wrong.has(name);
    const pool = hasErrors ? null : (pools.get(name) ?? null);
    return {
      name,
      pool,
      absence: absences.get(name),
      inherited: pool ? inherited(pool, mapOf(effective[name])) : [],
      findings: found.get(name) ?? [],
      hasErrors,
    };
  });
  const taken = new Set([...names, ...absences.keys()]);
  return { list, taken, sound: asked, selectorKey, scales: scales(list.flatMap(({ pool }) => pool ?? [])) };
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
  const absences = new Map<string, Absence>(answer.absent.map(({ name, reason }) => [name, reason]));
  return { asked, pools, absences, effective: mapOf(workerPools), selectorKey: answer.selectorKey };
}

/** The findings about each pool. */
function byPool(findings: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const name = poolOf(finding.diagnostic.path);
    if (name === null) continue;
    const known = found.get(name);
    if (known) known.push(finding);
    else found.set(name, [finding]);
  }
  return found;
}

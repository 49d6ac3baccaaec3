// Takes the credentials out of a values text. The core says which keys hold one.

import type { Known } from '../core/types';
import { leaves } from '../editor/leaves';
import type { Review } from '../review/review.svelte';

/** A text that may leave the page. */
export interface Shareable {
  readonly text: string;
  /** The paths of the credentials that were taken out. */
  readonly leftOut: readonly string[];
}

/** `text` with an empty string for each credential. Fails if one of them would stay. */
export async function withoutCredentials(text: string, review: Review): Promise<Shareable> {
  const paths = await credentials((path) => review.ask('keys', path), '');
  const values = await review.ask('readValues', text);
  const given = paths.filter((path) => at(values, path) !== '');
  const places = leaves(text).filter(({ path }) => given.includes(path.join('.')));
  let masked = text;
  for (const { from, to } of places.reverse()) masked = `${masked.slice(0, from)}""${masked.slice(to)}`;
  const left = texts(await review.ask('readValues', masked));
  // An alias, or a copy: the credential would leave the page all the same.
  const stays = given.find((path) => left.has(at(values, path)));
  if (stays) throw new Error(`the credential \`${stays}\` is also another value: write something else there`);
  return { text: masked, leftOut: given };
}

/** All scalars as text. */
function texts(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) texts(item, found);
  else found.add(String(value));
  return found;
}

/** The paths of all keys that hold a credential. */
async function credentials(keys: (path: string) => Promise<Known>, below: string): Promise<string[]> {
  const known = await keys(below);
  const found = known.keys.map(async ({ name, credential, types }) => {
    const path = below ? `${below}.${name}` : name;
    if (credential) return [path];
    return types.includes('object') ? credentials(keys, path) : [];
  });
  return (await Promise.all(found)).flat();
}

/** The text of the scalar at a path; empty if there is none. */
function at(values: unknown, path: string): string {
  const value = path.split('.').reduce<unknown>((of, key) => (of as Record<string, unknown> | null)?.[key], values);
  return value === null || value === undefined ? '' : String(value);
}

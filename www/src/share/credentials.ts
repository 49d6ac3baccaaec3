// Takes the credentials out of values files. The core says which keys hold one.

import type { Known, ValuesText } from '../core/types';
import { leaves } from '../editor/leaves';
import { reasonOf } from '../reason';
import type { Review } from '../review/review.svelte';

/** Values files that may leave the page. */
export interface Shareable {
  readonly files: readonly ValuesText[];
  /** The credentials that were taken out of a file, by their paths. */
  readonly leftOut: readonly { readonly file: string; readonly path: string }[];
}

/** `files` with an empty string for each credential. Fails if one of them would stay in any of them. */
export async function withoutCredentials(files: readonly ValuesText[], review: Review): Promise<Shareable> {
  const paths = await credentials((path) => review.ask('keys', path), '');
  const read = (text: string) => review.ask('readValues', text);
  const masked = await Promise.all(
    files.map(async ({ name, text }) => {
      const values = await read(text).catch((error: unknown) => {
        throw new Error(files.length > 1 ? `${name}: ${reasonOf(error)}` : reasonOf(error));
      });
      const given = paths.filter((path) => at(values, path) !== '');
      const secrets = given.map((path) => ({ path, value: at(values, path) }));
      return { name, text: without(text, given), secrets };
    }),
  );
  const left = new Set<string>();
  for (const { text } of masked) texts(await read(text), left);
  const leftOut = masked.flatMap(({ name, secrets }) => secrets.map((secret) => ({ file: name, ...secret })));
  // An alias, or a copy, in this file or in another one: the credential would leave the page all the same.
  const stays = leftOut.find(({ value }) => left.has(value));
  if (stays) throw new Error(`the credential \`${stays.path}\` is also another value: write something else there`);
  return {
    files: masked.map(({ name, text }) => ({ name, text })),
    leftOut: leftOut.map(({ file, path }) => ({ file, path })),
  };
}

/** The text with an empty string at these paths. */
function without(text: string, paths: readonly string[]): string {
  const places = leaves(text).filter(({ path }) => paths.includes(path.join('.')));
  return places.reverse().reduce((masked, { from, to }) => `${masked.slice(0, from)}""${masked.slice(to)}`, text);
}

/** Adds all scalars as text. */
function texts(value: unknown, found: Set<string>): void {
  if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) texts(item, found);
  else found.add(String(value));
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

// The user's settings of the release that are not values.

import type { RenderRequest } from './core/types';

/** The inputs as typed; for an empty one the core uses its default. */
export interface Release {
  name: string;
  namespace: string;
  daguVersion: string;
}

/** Nothing typed. */
export const NO_RELEASE: Release = { name: '', namespace: '', daguVersion: '' };

/** The file name of the values in diagnostics. */
export const VALUES_FILE = 'values.yaml';

/** The index of the edited text among the values files of a request. */
export const VALUES_INDEX = 0;

/**
 * The request to render `text` as values of `release`. Without entropy, so the page shows no generated credential.
 *
 * Lone surrogates, which a paste can leave, are replaced here because JSON would keep them.
 */
export function request(text: string, release: Release): RenderRequest {
  const [name, namespace, daguVersion] = [release.name, release.namespace, release.daguVersion].map((input) =>
    input.toWellFormed(),
  );
  return {
    values: [{ name: VALUES_FILE, text: text.toWellFormed() }],
    set: [],
    strict: false,
    ...(name && { releaseName: name }),
    ...(namespace && { namespace }),
    ...(daguVersion && { daguVersion }),
  };
}

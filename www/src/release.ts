// What the user says about the release beside its values.

import type { RenderRequest } from './core/types';

/** The inputs as typed; an empty one leaves the choice to the core. */
export interface Release {
  name: string;
  namespace: string;
  daguVersion: string;
}

/** What the page calls the values in its one file. */
export const VALUES_FILE = 'values.yaml';

/**
 * The request for a render of `text` as values of `release`. No entropy: the page shows no credential.
 *
 * Half a character, as a paste may leave one, is replaced as it is wherever text becomes bytes: JSON keeps it.
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

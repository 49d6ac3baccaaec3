// The public repository of a release, as `cargo xtask dist` checks it. Another build has none.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const VARIABLE = 'DAGU_REPOSITORY';

/** The address of the files of this version, without a slash at the end; null if no repository is given. */
export function sourceFiles() {
  const repository = process.env[VARIABLE];
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));
  return repository ? `${repository}/blob/v${version}` : null;
}

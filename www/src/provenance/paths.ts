// Paths of values: as people read them, and as Helm's flags take them.

import type { Leaf } from '../editor/leaves';

type Path = Leaf['path'];

/** Such as `tolerations[0].key`. */
export function shown(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index ? `.${part}` : part))
    .join('');
}

/** The key of `--set-json`. */
export function flagKey(path: Path): string {
  return shown(path.map((part) => (typeof part === 'number' ? part : part.replace(/[\\.,=[\]]/g, '\\$&'))));
}

// Creates what the manifests refer to and do not contain.

import type { Dependency } from '../core/types';
import { namespaceOf, type Release } from '../release';
import { word, type Shell } from './quote';

/** The command that creates it; null if that needs more than a name. */
export function creation({ object: { kind, name }, keys }: Dependency, release: Partial<Release>, shell: Shell): string | null {
  const space = word(namespaceOf(release), shell);
  if (kind === 'ServiceAccount') return `kubectl create serviceaccount ${word(name, shell)} --namespace ${space}`;
  if (kind === 'PersistentVolumeClaim' || !keys.length) return null;
  const type = kind === 'Secret' ? 'secret generic' : 'configmap';
  const literals = keys.map((key) => `--from-literal=${word(`${key}=…`, shell)}`);
  return `kubectl create ${type} ${word(name, shell)} --namespace ${space} ${literals.join(' ')}`;
}

// What the cluster must have before the install: objects that the manifests refer to and do not contain.

import { namespaceOf, type Release } from '../release';
import { word, type Shell } from './quote';

/** An object that somebody else has to create. */
export interface Missing {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
  /** The keys that are read; empty if unknown. */
  readonly keys: readonly string[];
}

type Fields = Record<string, unknown>;

interface Reference {
  kind: Missing['kind'];
  name: unknown;
  key?: unknown;
}

/** The fields of a pod that refer to an object. */
const REFERENCES: Record<string, (value: Fields) => Reference> = {
  secretKeyRef: ({ name, key }) => ({ kind: 'Secret', name, key }),
  configMapKeyRef: ({ name, key }) => ({ kind: 'ConfigMap', name, key }),
  secretRef: ({ name }) => ({ kind: 'Secret', name }),
  configMapRef: ({ name }) => ({ kind: 'ConfigMap', name }),
  // Of a volume, and of a projected one.
  secret: ({ secretName, name }) => ({ kind: 'Secret', name: secretName ?? name }),
  configMap: ({ name }) => ({ kind: 'ConfigMap', name }),
  persistentVolumeClaim: ({ claimName }) => ({ kind: 'PersistentVolumeClaim', name: claimName }),
};

/** The objects that are missing, each once. */
export function missing(objects: readonly unknown[]): Missing[] {
  const present = new Set(objects.map((object) => identity(object as Fields)));
  const found = new Map<string, { kind: Missing['kind']; name: string; keys: Set<string> }>();
  const add = ({ kind, name, key }: Reference) => {
    if (typeof name !== 'string' || !name || present.has(`${kind} ${name}`)) return;
    const entry = found.get(`${kind} ${name}`) ?? { kind, name, keys: new Set<string>() };
    if (typeof key === 'string') entry.keys.add(key);
    found.set(`${kind} ${name}`, entry);
  };
  for (const object of objects) visit(object, add);
  return [...found.values()].map((entry) => ({ ...entry, keys: [...entry.keys].sort() }));
}

function identity({ kind, metadata }: Fields): string {
  return `${String(kind)} ${String((metadata as Fields | undefined)?.['name'])}`;
}

function visit(value: unknown, add: (reference: Reference) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, add);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, field] of Object.entries(value as Fields)) {
      if (isFields(field) && field['optional'] !== true) {
        const reference = REFERENCES[key]?.(field);
        if (reference) add(reference);
      }
      if (key === 'imagePullSecrets' && Array.isArray(field)) {
        for (const item of field) if (isFields(item)) add({ kind: 'Secret', name: item['name'] });
      }
      if (key === 'serviceAccountName') add({ kind: 'ServiceAccount', name: field === 'default' ? '' : field });
      visit(field, add);
    }
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The command that creates it; null if that needs more than a name. */
export function creation({ kind, name, keys }: Missing, release: Partial<Release>, shell: Shell): string | null {
  const space = word(namespaceOf(release), shell);
  if (kind === 'ServiceAccount') return `kubectl create serviceaccount ${word(name, shell)} --namespace ${space}`;
  if (kind === 'PersistentVolumeClaim' || !keys.length) return null;
  const type = kind === 'Secret' ? 'secret generic' : 'configmap';
  const literals = keys.map((key) => `--from-literal=${word(`${key}=…`, shell)}`);
  return `kubectl create ${type} ${word(name, shell)} --namespace ${space} ${literals.join(' ')}`;
}

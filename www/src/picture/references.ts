// What the pods of a workload refer to: Secrets, ConfigMaps, volumes, and texts that may name a Service.

import type { Container, PodTemplate } from './objects';

/** A thing that pods read or mount. */
export interface Reference {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'Volume';
  readonly name: string;
  readonly how: 'reads' | 'mounts';
}

/** Volumes that no other pod sees. */
const PRIVATE = new Set(['emptyDir', 'downwardAPI', 'ephemeral']);

/** Each reference once. */
export function references(pods: PodTemplate): Reference[] {
  const found = [...containersOf(pods).flatMap(variables), ...(pods.spec?.volumes ?? []).flatMap(volume)];
  return [...new Map(found.map((reference) => [JSON.stringify(reference), reference])).values()];
}

/** The texts that may contain the address of another component. */
export function addresses(pods: PodTemplate): string[] {
  return containersOf(pods).flatMap(({ env = [], args = [], command = [] }) =>
    [...env.map(({ value }) => value), ...args, ...command].filter((text) => typeof text === 'string'),
  );
}

function containersOf({ spec }: PodTemplate): Container[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
}

function variables({ env = [], envFrom = [] }: Container): Reference[] {
  const named = (kind: Reference['kind'], name: unknown): Reference[] =>
    name ? [{ kind, name: String(name), how: 'reads' }] : [];
  return [
    ...env.flatMap(({ valueFrom }) => [
      ...named('Secret', valueFrom?.secretKeyRef?.['name']),
      ...named('ConfigMap', valueFrom?.configMapKeyRef?.['name']),
    ]),
    ...envFrom.flatMap(({ secretRef, configMapRef }) => [
      ...named('Secret', secretRef?.['name']),
      ...named('ConfigMap', configMapRef?.['name']),
    ]),
  ];
}

function volume(volume: Record<string, unknown>): Reference[] {
  const mounted = (kind: Reference['kind'], name: unknown): Reference => ({ kind, name: String(name), how: 'mounts' });
  const [type] = Object.keys(volume).filter((key) => key !== 'name');
  if (!type || PRIVATE.has(type)) return [];
  const source = (volume[type] ?? {}) as Record<string, unknown>;
  switch (type) {
    case 'persistentVolumeClaim':
      return [mounted('PersistentVolumeClaim', source['claimName'])];
    case 'secret':
      return [mounted('Secret', source['secretName'])];
    case 'configMap':
      return [mounted('ConfigMap', source['name'])];
    case 'projected':
      return ((source['sources'] ?? []) as Record<string, unknown>[]).flatMap((item) => [
        ...nameIn(item['secret']).map((name) => mounted('Secret', name)),
        ...nameIn(item['configMap']).map((name) => mounted('ConfigMap', name)),
      ]);
    default:
      return [mounted('Volume', source['path'] ?? source['driver'] ?? `${volume['name']}, ${type}`)];
  }
}

function nameIn(source: unknown): unknown[] {
  const name = (source as Record<string, unknown> | undefined)?.['name'];
  return name ? [name] : [];
}

// The boxes and lines of the picture: from the core's inventory of the release, and from the Services among its objects.

import type { Dependency, Inventory, NodeGroup, ObjectName, PodSet } from '../core/types';
import { addresses, podsOf, titleOf, type KubernetesObject } from './objects';

export type PartKind = 'entrance' | 'component' | 'storage' | 'pool';

/** A box of the picture. */
export interface Part {
  /** Kind and name of the object. */
  readonly title: string;
  readonly kind: PartKind;
  readonly name: string;
  /** Such as `2 workers`. */
  readonly detail: string;
  /** How many pods it has, for a pool. */
  readonly size: number;
}

/** A line of the picture. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly how: 'leads to' | 'talks to' | 'reads' | 'mounts';
}

export interface Facts {
  readonly parts: readonly Part[];
  readonly links: readonly Link[];
  readonly nodes: readonly NodeGroup[];
}

/** The facts of finished objects. */
export function facts({ workloads, dependencies, nodes }: Inventory, objects: readonly unknown[]): Facts {
  const all = objects as readonly KubernetesObject[];
  const services = all.filter(({ kind }) => kind === 'Service');
  const entrances = all.filter((object) => entranceTo(object, services));
  const links = [
    ...entrances.flatMap((object) => linksOf(titleOf(object), 'leads to', reached(entranceTo(object, services) ?? [], all))),
    ...workloads.flatMap(({ object, reads, mounts }) => [
      ...linksOf(nameOf(object), 'reads', reads.map(nameOf)),
      ...linksOf(nameOf(object), 'mounts', mounts.map(nameOf)),
    ]),
    ...all.flatMap((object) => linksOf(titleOf(object), 'talks to', called(object, services, all))),
  ];
  const linked = new Set(links.map(({ to }) => to));
  const storage = dependencies.filter(({ object }) => linked.has(nameOf(object)));
  const parts = [...workloads.map(workloadPart), ...entrances.map(entrancePart), ...storage.map(storagePart)];
  return { parts, links, nodes };
}

function linksOf(from: string, how: Link['how'], to: readonly string[]): Link[] {
  return [...new Set(to)].map((to) => ({ from, to, how }));
}

function nameOf({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}

function workloadPart({ object, pool, pods, most }: PodSet): Part {
  const noun = pool === null ? 'pod' : 'worker';
  const counted = most === null ? `${pods} ${noun}${pods === 1 ? '' : 's'}` : `${pods} to ${most} ${noun}s`;
  return {
    title: nameOf(object),
    kind: pool === null ? 'component' : 'pool',
    name: pool ?? object.name,
    detail: pods === null ? object.kind : counted,
    size: pods ?? 1,
  };
}

function storagePart({ object, size, included }: Dependency): Part {
  const noun = object.kind === 'PersistentVolumeClaim' ? 'volume claim' : object.kind;
  const isKnown = included || object.kind === 'Volume';
  const detail = isKnown ? [noun, size].filter(Boolean).join(', ') : `existing ${noun}`;
  return { title: nameOf(object), kind: 'storage', name: object.name, detail, size: 0 };
}

function entrancePart(object: KubernetesObject): Part {
  const { kind, metadata, spec } = object;
  const hosts = [...(spec?.rules ?? []).flatMap(({ host }) => host ?? []), ...(spec?.hostnames ?? [])];
  const detail = kind === 'Service' ? (spec?.type ?? '') : (kind ?? '');
  return { title: titleOf(object), kind: 'entrance', name: hosts[0] ?? metadata?.name ?? '', detail, size: 0 };
}

/** The Services that an object makes reachable from outside of the cluster; null if it is none of these objects. */
function entranceTo(object: KubernetesObject, services: readonly KubernetesObject[]): KubernetesObject[] | null {
  const { kind, spec } = object;
  if (kind === 'Service') return ['NodePort', 'LoadBalancer'].includes(spec?.type ?? '') ? [object] : null;
  if (kind !== 'Ingress' && kind !== 'HTTPRoute') return null;
  const backends = (spec?.rules ?? []).flatMap(({ http, backendRefs }) => [
    ...(http?.paths ?? []).map(({ backend }) => backend?.service?.['name']),
    ...(backendRefs ?? []).map((backend) => backend['name']),
  ]);
  const wanted = new Set([...backends, spec?.defaultBackend?.service?.['name']]);
  return services.filter(({ metadata }) => wanted.has(metadata?.name));
}

/** The titles of the workloads whose containers have the addresses of other ones. */
function called(object: KubernetesObject, services: readonly KubernetesObject[], all: readonly KubernetesObject[]): string[] {
  const texts = addresses(podsOf(object) ?? {});
  const named = services.filter((service) => texts.some((text) => names(text, service)));
  return reached(named, all).filter((title) => title !== titleOf(object));
}

/** The titles of the workloads whose pods Services select. */
function reached(services: readonly KubernetesObject[], all: readonly KubernetesObject[]): string[] {
  return services.flatMap(({ spec }) => {
    const wanted = Object.entries(spec?.selector ?? {});
    const isSelected = (object: KubernetesObject) => {
      const labels = podsOf(object)?.metadata?.labels ?? {};
      return wanted.length && wanted.every(([name, value]) => labels[name] === value);
    };
    return all.filter(isSelected).map(titleOf);
  });
}

/** Whether a text has the host name of a Service, with or without its namespace. */
function names(text: string, { metadata }: KubernetesObject): boolean {
  const name = metadata?.name ?? '';
  const namespace = `.${metadata?.namespace}`;
  for (let at = text.indexOf(name); name && at >= 0; at = text.indexOf(name, at + 1)) {
    const after = text.slice(at + name.length);
    const rest = after.startsWith(namespace) ? after.slice(namespace.length) : after;
    if (!/[\w.-]$/.test(text.slice(0, at)) && /^(\.svc|$|[^\w.-])/.test(rest)) return true;
  }
  return false;
}

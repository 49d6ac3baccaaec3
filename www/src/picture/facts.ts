// The parts of a release and how they are connected, read from its objects. Nothing is known of the chart but the
// label of a pool.

import { isCounted, podCount, scalerOf, totals, type Totals } from '../review/totals';
import { podsOf, titleOf, type KubernetesObject } from './objects';
import { addresses, references } from './references';

const POOL = 'dagu.sh/worker-pool';

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

/** The pods with one node selector. */
export interface NodeGroup {
  readonly selector: string;
  readonly pods: number;
  readonly requests: Totals['requests'];
  readonly devices: readonly string[];
}

export interface Facts {
  readonly parts: readonly Part[];
  readonly links: readonly Link[];
  readonly nodes: readonly NodeGroup[];
}

/** The facts of finished objects. */
export function facts(objects: readonly unknown[]): Facts {
  const all = objects as readonly KubernetesObject[];
  const workloads = all.filter((object) => podsOf(object));
  const parts = new Map<string, Part>();
  const links = new Map<string, Link>();
  const add = (part: Part) => parts.set(part.title, part);
  const link = (from: string, to: string, how: Link['how']) => links.set(`${from}|${to}|${how}`, { from, to, how });

  for (const workload of workloads) add(workloadPart(workload, all));
  const services = all.filter(({ kind }) => kind === 'Service');
  for (const object of all) {
    const targets = entranceTo(object, services);
    if (!targets) continue;
    add(entrancePart(object));
    for (const service of targets) for (const to of behind(service, workloads)) link(titleOf(object), to, 'leads to');
  }
  for (const workload of workloads) {
    const pods = podsOf(workload) ?? {};
    const from = titleOf(workload);
    for (const { kind, name, how } of references(pods)) {
      const title = `${kind} ${name}`;
      if (!parts.has(title)) add(storagePart(title, name, kind, all));
      link(from, title, how);
    }
    const texts = addresses(pods);
    for (const service of services) {
      if (!texts.some((text) => names(text, service))) continue;
      for (const to of behind(service, workloads)) if (to !== from) link(from, to, 'talks to');
    }
  }
  const nodes = nodeGroups(workloads.filter(isCounted), all);
  return { parts: [...parts.values()], links: [...links.values()], nodes };
}

function workloadPart(workload: KubernetesObject, all: readonly KubernetesObject[]): Part {
  const { kind, metadata } = workload;
  const pool = metadata?.labels?.[POOL];
  const name = metadata?.name ?? '';
  const scaler = scalerOf(workload, all);
  const pods = podCount(workload, all);
  const noun = pool === undefined ? 'pod' : 'worker';
  const counted = `${pods} ${noun}${pods === 1 ? '' : 's'}`;
  const scaled = `${scaler?.minReplicas ?? 1} to ${scaler?.maxReplicas ?? 'many'} ${noun}s`;
  return {
    title: titleOf(workload),
    kind: pool === undefined ? 'component' : 'pool',
    name: pool === undefined ? name : String(pool),
    detail: scaler ? scaled : isCounted(workload) ? counted : (kind ?? ''),
    size: pods,
  };
}

function storagePart(title: string, name: string, kind: string, all: readonly KubernetesObject[]): Part {
  const object = all.find((object) => titleOf(object) === title);
  const size = object?.spec?.resources?.requests?.['storage'];
  const noun = kind === 'PersistentVolumeClaim' ? 'volume claim' : kind;
  const detail = object || kind === 'Volume' ? [noun, size].filter(Boolean).join(', ') : `existing ${noun}`;
  return { title, kind: 'storage', name, detail, size: 0 };
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

/** The titles of the workloads whose pods a Service selects. */
function behind({ spec }: KubernetesObject, workloads: readonly KubernetesObject[]): string[] {
  const wanted = Object.entries(spec?.selector ?? {});
  if (!wanted.length) return [];
  return workloads
    .filter((workload) => {
      const labels = podsOf(workload)?.metadata?.labels ?? {};
      return wanted.every(([name, value]) => labels[name] === value);
    })
    .map(titleOf);
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

function nodeGroups(workloads: readonly KubernetesObject[], all: readonly KubernetesObject[]): NodeGroup[] {
  const groups = Map.groupBy(workloads, (workload) => selectorText(podsOf(workload)?.spec?.nodeSelector));
  return [...groups].map(([selector, members]) => {
    const { requests, devices } = totals(all, members);
    const pods = members.reduce((sum, workload) => sum + podCount(workload, all), 0);
    return { selector, pods, requests, devices };
  });
}

function selectorText(selector: Record<string, unknown> | undefined): string {
  const pairs = Object.entries(selector ?? {}).map(([name, value]) => `${name}=${value}`);
  return pairs.sort().join(', ') || 'any node';
}

// The objects of a release in groups, as people look for them.

import type { Document, Manifests } from '../editor/documents';

/** An object in the outline. */
export interface Entry {
  /** Kind and name: unique in a release. */
  readonly title: string;
  /** The name without what all names begin with. */
  readonly name: string;
  /** The kind, if the group does not imply it. */
  readonly kind: string;
}

/** A group of objects. */
export interface Group {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** A line of a manifest that contains the text of the filter. */
export interface Hit {
  readonly text: string;
  readonly from: number;
}

const GROUPS = ['Pools', 'Components', 'Network', 'Storage and access'] as const;

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

const NETWORK = new Set(['Service', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'NetworkPolicy']);

/** The chart labels every object of a pool. */
const POOL = /^ {4}dagu\.sh\/worker-pool: /m;

function groupOf(text: string, document: Document): (typeof GROUPS)[number] {
  if (POOL.test(text.slice(document.from, document.to))) return 'Pools';
  if (WORKLOADS.has(document.kind)) return 'Components';
  return NETWORK.has(document.kind) ? 'Network' : 'Storage and access';
}

/** The groups that have objects. */
export function outline({ text, documents }: Manifests): Group[] {
  const groups = new Map<string, Entry[]>(GROUPS.map((name) => [name, []]));
  const prefix = commonPrefix(documents);
  for (const document of documents) {
    const { title, kind, name } = document;
    const entry = {
      title,
      name: name.slice(prefix.length) || name,
      kind: WORKLOADS.has(kind) ? '' : kind,
    };
    groups.get(groupOf(text, document))?.push(entry);
  }
  return [...groups].flatMap(([name, entries]) => (entries.length ? [{ name, entries: entries.sort(byKind) }] : []));
}

/** Workloads first: a pool's Deployment before its budget and its autoscaler. */
function byKind(a: Entry, b: Entry): number {
  return Number(a.kind !== '') - Number(b.kind !== '');
}

/** What all names begin with, such as `dagu-`; `dagu` itself may be one of them. */
function commonPrefix(documents: readonly Document[]): string {
  const names = documents.map(({ name }) => name);
  const shortest = names.reduce((a, b) => (b.length < a.length ? b : a), names[0] ?? '');
  const prefix = `${shortest}-`;
  return names.every((name) => name === shortest || name.startsWith(prefix)) ? prefix : '';
}

/** The object to start with: the first pool, or else the first of the outline. */
export function firstObject(manifests: Manifests): Document | undefined {
  const title = outline(manifests)[0]?.entries[0]?.title;
  return manifests.documents.find((document) => document.title === title);
}

/** The lines of a document that contain `wanted`, in any case, and at most `most` of them. */
export function hits({ text }: Manifests, document: Document, wanted: string, most: number): Hit[] {
  const found: Hit[] = [];
  const body = text.slice(document.from, document.to);
  if (!body.toLowerCase().includes(wanted)) return found;
  let from = document.from;
  for (const line of body.split('\n')) {
    if (line.toLowerCase().includes(wanted)) found.push({ text: line.trim(), from });
    if (found.length === most) break;
    from += line.length + 1;
  }
  return found;
}

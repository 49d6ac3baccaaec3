// What the pods of a release request in all, from its manifests.

import { amount, bytes, plainNumber } from './quantity';

/** Sums over all pods. A limit that a container lacks has no sum. */
export interface Totals {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
  /** Such as `1 nvidia.com/gpu`. */
  readonly devices: readonly string[];
}

type Resources = Partial<Record<string, unknown>>;

interface Container {
  resources?: { requests?: Resources; limits?: Resources };
  restartPolicy?: string;
}

interface Counted {
  kind?: string;
  metadata?: { name?: string };
  spec?: {
    replicas?: number;
    /** Of an autoscaler. */
    scaleTargetRef?: Partial<Record<string, unknown>>;
    minReplicas?: number;
    maxReplicas?: number;
  };
}

interface Workload extends Counted {
  spec?: NonNullable<Counted['spec']> & { template?: { spec?: { containers?: Container[]; initContainers?: Container[] } } };
}

/** Not a device: divided as one likes, and part of every pod. */
export const DIVIDED = /^(cpu|memory|ephemeral-storage|storage|hugepages-.*)$/;

const HAS_PODS = new Set(['Deployment', 'StatefulSet']);

/** Whether a workload has a number of pods that run all the time. */
export function isCounted({ kind }: Counted): boolean {
  return HAS_PODS.has(kind ?? '');
}

/** That number: with an autoscaler among the objects, the least. */
export function podCount(workload: Counted, objects: readonly unknown[]): number {
  return workload.spec?.replicas ?? scalerOf(workload, objects)?.minReplicas ?? 1;
}

/** The spec of the autoscaler of a workload, if there is one. */
export function scalerOf({ metadata }: Counted, objects: readonly unknown[]): Counted['spec'] {
  return (objects as Counted[]).find(({ spec }) => spec?.scaleTargetRef?.['name'] === metadata?.name)?.spec;
}

class Sum {
  readonly #amounts = new Map<string, number>();
  readonly #missing = new Set<string>();

  add(resources: Resources | undefined, pods: number): void {
    for (const [name, quantity] of Object.entries(resources ?? {})) {
      this.#amounts.set(name, (this.#amounts.get(name) ?? 0) + amount(quantity) * pods);
    }
    for (const name of ['cpu', 'memory']) if (resources?.[name] == null) this.#missing.add(name);
  }

  /** `–` for a limit that not every container has. */
  shown(name: 'cpu' | 'memory', isLimit: boolean): string {
    const value = this.#amounts.get(name);
    if (value === undefined || Number.isNaN(value) || (isLimit && this.#missing.has(name))) return '–';
    return name === 'cpu' ? plainNumber(value) : bytes(value);
  }

  devices(): string[] {
    const devices = [...this.#amounts].filter(([name, count]) => !DIVIDED.test(name) && count > 0);
    return devices.map(([name, count]) => `${plainNumber(count)} ${name}`);
  }
}

/** The sums over `workloads`, which are some of the objects. */
export function totals(objects: readonly unknown[], workloads = objects): Totals {
  const requests = new Sum();
  const limits = new Sum();
  for (const object of workloads as Workload[]) {
    if (!isCounted(object)) continue;
    const pods = podCount(object, objects);
    if (pods === 0) continue;
    const { containers = [], initContainers = [] } = object.spec?.template?.spec ?? {};
    const sidecars = initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always');
    for (const { resources } of [...containers, ...sidecars]) {
      // Kubernetes takes a limit for the request that is missing.
      requests.add({ ...resources?.limits, ...resources?.requests }, pods);
      limits.add(resources?.limits, pods);
    }
  }
  return {
    requests: { cpu: requests.shown('cpu', false), memory: requests.shown('memory', false) },
    limits: { cpu: limits.shown('cpu', true), memory: limits.shown('memory', true) },
    devices: requests.devices(),
  };
}

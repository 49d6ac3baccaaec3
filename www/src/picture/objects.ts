// The fields of Kubernetes objects that lead from one component to another.

type Named = Partial<Record<string, unknown>>;

interface Container {
  args?: unknown[];
  command?: unknown[];
  env?: { value?: unknown }[];
}

interface PodTemplate {
  metadata?: { labels?: Record<string, unknown> };
  spec?: { containers?: Container[]; initContainers?: Container[] };
}

/** An object of any kind: a field that its kind does not have is absent. */
export interface KubernetesObject {
  kind?: string;
  metadata?: { name?: string; namespace?: string };
  spec?: {
    template?: PodTemplate;
    jobTemplate?: { spec?: { template?: PodTemplate } };
    /** Labels in a Service. */
    selector?: Record<string, unknown>;
    type?: string;
    /** Of an Ingress or an HTTPRoute. */
    rules?: {
      host?: string;
      http?: { paths?: { backend?: Backend }[] };
      backendRefs?: Named[];
    }[];
    hostnames?: string[];
    defaultBackend?: Backend;
  };
}

interface Backend {
  service?: Named;
}

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** The pods of a workload; undefined for other objects. */
export function podsOf({ kind, spec }: KubernetesObject): PodTemplate | undefined {
  return WORKLOADS.has(kind ?? '') ? (spec?.template ?? spec?.jobTemplate?.spec?.template) : undefined;
}

/** The texts that may contain the address of another component. */
export function addresses({ spec }: PodTemplate): string[] {
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap(({ env = [], args = [], command = [] }) =>
    [...env.map(({ value }) => value), ...args, ...command].filter((text) => typeof text === 'string'),
  );
}

/** Kind and name. */
export function titleOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.name}`;
}

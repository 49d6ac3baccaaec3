// The fields of Kubernetes objects that the picture shows.

type Named = Partial<Record<string, unknown>>;

export interface Variable {
  value?: unknown;
  valueFrom?: { secretKeyRef?: Named; configMapKeyRef?: Named };
}

export interface Container {
  args?: unknown[];
  command?: unknown[];
  env?: Variable[];
  envFrom?: { secretRef?: Named; configMapRef?: Named }[];
}

export interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  nodeSelector?: Record<string, unknown>;
  volumes?: Record<string, unknown>[];
}

export interface PodTemplate {
  metadata?: { labels?: Record<string, unknown> };
  spec?: PodSpec;
}

/** An object of any kind: a field that its kind does not have is absent. */
export interface KubernetesObject {
  kind?: string;
  metadata?: { name?: string; namespace?: string; labels?: Record<string, unknown> };
  spec?: {
    replicas?: number;
    template?: PodTemplate;
    jobTemplate?: { spec?: { template?: PodTemplate } };
    /** Labels in a Service. */
    selector?: Record<string, unknown>;
    type?: string;
    /** Of an autoscaler. */
    scaleTargetRef?: Named;
    minReplicas?: number;
    maxReplicas?: number;
    /** Of an Ingress or an HTTPRoute. */
    rules?: {
      host?: string;
      http?: { paths?: { backend?: Backend }[] };
      backendRefs?: Named[];
    }[];
    hostnames?: string[];
    defaultBackend?: Backend;
    /** Of a claim. */
    resources?: { requests?: Named };
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

/** Kind and name. */
export function titleOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata?.name}`;
}

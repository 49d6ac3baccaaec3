// Whole pools to start from, as plain values.

/** A pool. */
export interface PoolSnippet {
  readonly name: string;
  readonly detail: string;
  /** Its lines, indented from the level of its name. */
  readonly text: string;
}

export const POOLS: readonly PoolSnippet[] = [
  {
    name: 'gpu',
    detail: 'pool with one NVIDIA GPU per worker',
    text: `gpu:
  replicas: 1
  labels:
    gpu: "true"
  resources:
    requests:
      cpu: 500m
      memory: 1Gi
    limits:
      memory: 4Gi
      nvidia.com/gpu: "1"
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      effect: NoSchedule`,
  },
  {
    name: 'spot',
    detail: 'pool on nodes that can be taken away',
    text: `spot:
  replicas: 2
  labels:
    spot: "true"
  nodeSelector:
    node-lifecycle: spot
  tolerations:
    - key: spot
      operator: Exists
      effect: NoSchedule`,
  },
  {
    name: 'high-memory',
    detail: 'pool for DAGs that need much memory',
    text: `high-memory:
  replicas: 1
  labels:
    memory: high
  resources:
    requests:
      cpu: "1"
      memory: 16Gi
    limits:
      memory: 32Gi`,
  },
  {
    name: 'arm64',
    detail: 'pool on ARM nodes',
    text: `arm64:
  replicas: 1
  labels:
    arch: arm64
  nodeSelector:
    kubernetes.io/arch: arm64`,
  },
];

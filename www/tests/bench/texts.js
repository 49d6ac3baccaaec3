// Values for measurements.

/** Values with `count` pools and one more, `last`, which ends with its number of workers. @param {number} count */
export function pools(count) {
  const pools = Array.from(
    { length: count },
    (_, index) => `  pool-${index}:
    replicas: 1
    labels:
      tier: t${index}
    resources:
      requests: { cpu: 100m, memory: 128Mi }
      limits: { cpu: 200m, memory: 256Mi }
    nodeSelector:
      disk: ssd
    tolerations:
      - key: dedicated
        operator: Equal
        value: pool-${index}
        effect: NoSchedule
`,
  );
  return `workerPools:\n${pools.join('')}  last:\n    replicas: 1`;
}

/** Values with `count` keys that the chart does not have. @param {number} count */
export function unknownKeys(count) {
  return Array.from({ length: count }, (_, index) => `key${index}: 1\n`).join('');
}

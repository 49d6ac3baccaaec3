// The worker selector that a DAG needs for a pool, as text to copy.

/** YAML 1.1 and 1.2 read it as a string, also between braces. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][\w./-]*$/i;

/** Such as `worker_selector: {gpu: "true"}`. */
export function selectorOf(key: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${PLAIN.test(label) ? label : JSON.stringify(label)}: ${JSON.stringify(value)}`);
  return `${key}: {${pairs.join(', ')}}`;
}

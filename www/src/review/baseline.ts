// What the values are compared with: other values, or the manifests of a release.

/** Texts to compare with. */
export interface Baseline {
  /** What the page calls it, such as `chart defaults`. */
  readonly name: string;
  readonly kind: 'values' | 'manifests';
  /** The values files in Helm's order, or the only text of the manifests. */
  readonly texts: readonly string[];
}

/** `helm get values` prints this line first. */
const HELM_HEAD = /^(USER-SUPPLIED|COMPUTED) VALUES:\n/;

/** A document with the two keys that every object has. */
const MANIFEST = /^(?=[^]*^apiVersion:\s)(?=[^]*^kind:\s)/m;

/** The chart without values of one's own. */
export const DEFAULTS: Baseline = { name: 'chart defaults', kind: 'values', texts: [''] };

/** A file, or what Helm printed: values or manifests. */
export function baseline(name: string, contents: string): Baseline {
  const text = contents.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  if (HELM_HEAD.test(text)) return { name, kind: 'values', texts: [withoutNull(text.replace(HELM_HEAD, ''))] };
  return { name, kind: MANIFEST.test(text) ? 'manifests' : 'values', texts: [text] };
}

/** Helm prints `null` for no values. */
function withoutNull(text: string): string {
  return text.trim() === 'null' ? '' : text;
}

// The Secrets of the preview: a generated one has no data, because the page has no randomness and no cluster.

const KEYS = /^(data|stringData):/m;

/** Whether the text of a Secret has data. */
export function hasData(text: string): boolean {
  return KEYS.test(text);
}

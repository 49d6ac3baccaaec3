// The documents of a manifest stream that somebody else printed, by its lines.

/** One document with its separator. */
export interface StreamDocument {
  /** Kind and name; empty if it has none. */
  readonly title: string;
  readonly text: string;
}

const KIND = /^kind:\s*["']?([\w.-]+)/m;
const NAME = /^metadata:[ \t]*\n(?:[ \t]+.*\n)*? {2}name:\s*["']?([^\s"'#]+)/m;

/** The documents of `stream`. */
export function documentsOf(stream: string): StreamDocument[] {
  const starts = [...stream.matchAll(/^---(?:\s|$)/gm)].map(({ index }) => index);
  const edges = [...new Set([0, ...starts, stream.length])];
  return edges.slice(1).flatMap((end, index) => {
    const text = stream.slice(edges[index], end);
    const kind = KIND.exec(text)?.[1];
    const name = NAME.exec(text)?.[1];
    return text.trim() ? [{ title: kind && name ? `${kind} ${name}` : '', text }] : [];
  });
}

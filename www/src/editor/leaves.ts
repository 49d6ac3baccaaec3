// The scalars of a YAML text with their paths, from the editor's own parser: it also reads half-typed text.

import { yamlLanguage } from '@codemirror/lang-yaml';

/** The syntax of a text. */
export type Tree = ReturnType<typeof yamlLanguage.parser.parse>;
type SyntaxNode = Tree['topNode'];

/** A scalar or an empty collection. */
export interface Leaf {
  /** Keys, and numbers for items of a list. */
  readonly path: readonly (string | number)[];
  readonly from: number;
  readonly to: number;
  /** Where its pair or item begins. */
  readonly start: number;
}

const MAPPINGS = new Set(['BlockMapping', 'FlowMapping']);
const SEQUENCES = new Set(['BlockSequence', 'FlowSequence']);
const MARKED = new Set(['Anchored', 'Tagged']);
const MARKS = new Set(['Anchor', 'Tag', 'Comment']);

/** A part of a text. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** The leaves of the first document of `text` that are in `part`, in their order. `tree` can lack the end of the text. */
export function leaves(
  text: string,
  part: Part = { from: 0, to: text.length },
  tree: Tree = yamlLanguage.parser.parse(text),
): Leaf[] {
  const found: Leaf[] = [];
  const root = tree.topNode.getChild('Document')?.firstChild;
  for (let node = root ?? null; node; node = node.nextSibling) collect({ text, part, found }, node, node.from, []);
  return found;
}

/** What is looked for, and what is found. */
interface Search {
  readonly text: string;
  readonly part: Part;
  readonly found: Leaf[];
}

function collect(search: Search, node: SyntaxNode, start: number, path: Leaf['path']): void {
  const { text, part, found } = search;
  const content = MARKED.has(node.name) ? contentOf(node) : node;
  if (content && MAPPINGS.has(content.name) && content.getChild('Pair')) {
    for (const pair of content.getChildren('Pair')) {
      // Before its key is read: most pairs of a long text are elsewhere.
      if (!meets(pair, part)) continue;
      const key = pair.getChild('Key');
      const value = pair.lastChild;
      if (!key || !value || value.name === 'Key' || value.name === ':') continue;
      collect(search, value, pair.from, [...path, keyOf(text, key)]);
    }
  } else if (content && SEQUENCES.has(content.name) && content.getChild('Item')) {
    content.getChildren('Item').forEach((item, index) => {
      const value = item.firstChild;
      if (value && meets(item, part)) collect(search, value, item.from, [...path, index]);
    });
  } else if (path.length) {
    found.push({ path, from: node.from, to: node.to, start });
  }
}

function meets({ from, to }: Part, part: Part): boolean {
  return from <= part.to && to >= part.from;
}

function contentOf(node: SyntaxNode): SyntaxNode | null {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (MARKED.has(child.name)) return contentOf(child);
    if (!MARKS.has(child.name)) return child;
  }
  return null;
}

function keyOf(text: string, key: SyntaxNode): string {
  const written = text.slice(key.from, key.to).trim();
  if (written.startsWith('"')) {
    try {
      return String(JSON.parse(written));
    } catch {
      return written.slice(1, -1);
    }
  }
  return written.startsWith("'") ? written.slice(1, -1).replaceAll("''", "'") : written;
}

// Where a value goes into a YAML text that does not set it.

import { yamlLanguage } from '@codemirror/lang-yaml';
import type { Leaf } from '../editor/leaves';
import { unquoted } from '../editor/yaml_lines';

type SyntaxNode = ReturnType<typeof yamlLanguage.parser.parse>['topNode'];

/** An edit of the text. */
export interface Insertion {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** Sets `path` to `value`, as it is written. Null if the text has no block mapping to put it in. */
export function insertion(text: string, path: Leaf['path'], value: string): Insertion | null {
  if (path.some((part) => typeof part === 'number') || value.includes('\n')) return null;
  const keys = path.map(String);
  let mapping = yamlLanguage.parser.parse(text).topNode.getChild('Document')?.getChild('BlockMapping') ?? null;
  if (!mapping) return { from: text.length, to: text.length, insert: ensureNewline(text) + lines(keys, value, 0) };
  let indent = 0;
  for (let depth = 0; depth < keys.length; depth++) {
    const pair: SyntaxNode | undefined = mapping.getChildren('Pair').find((pair) => keyOf(text, pair) === keys[depth]);
    if (!pair) {
      const to = mapping.to;
      return { from: to, to, insert: `\n${lines(keys.slice(depth), value, indent).trimEnd()}` };
    }
    const below: SyntaxNode | null = pair.lastChild;
    if (below?.name === ':') {
      const insert = `\n${lines(keys.slice(depth + 1), value, indent + 2).trimEnd()}`;
      return { from: pair.to, to: pair.to, insert };
    }
    if (below?.name !== 'BlockMapping') return null;
    mapping = below;
    const first: SyntaxNode | null = below.getChild('Pair');
    indent = first ? first.from - (text.lastIndexOf('\n', first.from - 1) + 1) : indent + 2;
  }
  return null;
}

function lines(keys: readonly string[], value: string, indent: number): string {
  const written = keys.map((key, depth) => `${' '.repeat(indent + 2 * depth)}${quoted(key)}:`);
  return `${written.join('\n')} ${value}\n`;
}

function quoted(key: string): string {
  return /^[A-Za-z][\w./-]*$/.test(key) ? key : JSON.stringify(key);
}

function ensureNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? '' : '\n';
}

function keyOf(text: string, pair: SyntaxNode): string {
  const key = pair.getChild('Key');
  return key ? unquoted(text.slice(key.from, key.to).trim()).bare : '';
}

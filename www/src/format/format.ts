// Regular indentation and quotes for a values file: two spaces for each level, double quotes where there are quotes.
//
// Plain scalars stay as they are written, because Helm reads `on`, `007` and `1e3` by YAML 1.1, and most programs do
// not. Whether the text still means the same, the core says.

import { yamlLanguage } from '@codemirror/lang-yaml';
import { diff } from '@codemirror/merge';
import { isCollection, isScalar, parseDocument, visit, type Document } from 'yaml';
import type { TextEdit } from '../editor/fixes';
import { INDENT } from '../editor/yaml_lines';

/** Reads a values file as Helm does. Fails with what is wrong with it. */
type Read = (text: string) => Promise<unknown>;

/** The edits that format a text; none if it is formatted. Fails with the reason if that is not possible. */
export async function formatting(text: string, read: Read): Promise<TextEdit[]> {
  const before = await read(text);
  // Every scalar is a string to this reader, so that it changes none; only a missing value is null.
  const document = parseDocument(text, { schema: 'failsafe', customTags: ['null'], uniqueKeys: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) throw new Error(error.message.split('\n')[0]?.replace(/:$/, ''));
  // Without values there is nothing to format.
  if (!isCollection(document.contents)) return [];
  makeRegular(document, text);
  const formatted = document.toString({ indent: INDENT, lineWidth: 0, flowCollectionPadding: false });
  const after = await read(formatted).catch(() => undefined);
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error('the values would change');
  if (comments(formatted) !== comments(text)) throw new Error('a comment would be lost');
  return diff(text, formatted).map(({ fromA, toA, fromB, toB }) => ({
    from: fromA,
    to: toA,
    insert: formatted.slice(fromB, toB),
  }));
}

function makeRegular(document: Document.Parsed, text: string): void {
  visit(document, {
    Node(_, node) {
      if (isCollection(node) && node.flow && textOf(node, text).includes('\n')) node.flow = false;
      // Between double quotes these need a backslash.
      if (isScalar<string>(node) && node.type === 'QUOTE_SINGLE' && !/["\\]/.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
}

function textOf({ range }: { range?: readonly [number, number, number] | null | undefined }, text: string): string {
  return range ? text.slice(range[0], range[1]) : '';
}

/** All comments, in their order. */
function comments(text: string): string {
  const found: string[] = [];
  yamlLanguage.parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'Comment') found.push(text.slice(from, to).trimEnd());
    },
  });
  return found.join('\n');
}

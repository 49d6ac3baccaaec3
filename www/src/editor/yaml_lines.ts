// What a single line says in block style: its indentation, the dashes of its items, and the rest.
//
// Read line by line rather than from a syntax tree, because the text is half-typed most of the time.

/** The spaces of one level. */
export const INDENT = 2;

/** The parts of a line. */
export interface YamlLine {
  /** The column of the first character that is not a space. */
  readonly indent: number;
  /** The dashes with the blanks after them, such as `- `. */
  readonly dashes: string;
  /** Without indentation, dashes, trailing blanks and comment. */
  readonly content: string;
}

const PARTS = /^( *)((?:-(?: +|$))*)(.*)$/s;
const COMMENT = /(?:^|\s)#.*$/s;

export function yamlLine(text: string): YamlLine {
  const [, spaces = '', dashes = '', rest = ''] = PARTS.exec(text) ?? [];
  return { indent: spaces.length, dashes, content: rest.replace(COMMENT, '').trimEnd() };
}

/** The column of the content, where the keys of an item's map are too. */
export function contentColumn({ indent, dashes }: YamlLine): number {
  return indent + dashes.length;
}

/** Whether the line has neither content nor dash. */
export function isBlank({ dashes, content }: YamlLine): boolean {
  return !dashes && !content;
}

const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'#&*!|>%@`{}[\],][^#]*?))\s*:(?:\s+(.*))?$/s;

/** The key of a content and what follows the colon. Null for other content. */
export function keyOf(content: string): { readonly key: string; readonly value: string } | null {
  const match = KEY.exec(content);
  if (!match) return null;
  const [, double, single, plain, value = ''] = match;
  return { key: double ?? single?.replaceAll("''", "'") ?? plain ?? '', value };
}

/** Whether a value is only its anchor or its tag so far: the rest is on the next lines. */
export function isAnnounced(value: string): boolean {
  return /^[&!]\S*(?:\s+[&!]\S*)*$/.test(value);
}

const QUOTED = /^(["'])(.*)\1$/s;

/** What is between the quotes of a scalar as it is written, and the quote; all of it, and no quote, if it has none. */
export function unquoted(written: string): { readonly bare: string; readonly quote: string } {
  const [, quote = '', bare = written] = QUOTED.exec(written) ?? [];
  return { bare, quote };
}

/** Whether the value of a content starts on the next line: it ends with its key, or with the header of a block scalar. */
export function opens(content: string): boolean {
  return /[^\s:]:(?:\s+[&!]\S*)*$/.test(content) || /(?:^|\s)[|>][-+0-9]*$/.test(content);
}

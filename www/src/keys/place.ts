// Where a position is in the values: the path of its map, and whether a key or a value is written there.
//
// Read from indentation alone, line by line, so that it works in text that is not YAML yet.

import type { Line, Text } from '@codemirror/state';
import { contentColumn, isAnnounced, isBlank, keyOf, opens, yamlLine, type YamlLine } from '../editor/yaml_lines';

/** A step of a path: a key, or any item of a list. */
export type Step = { readonly key: string } | 'item';

/** A place where something is written. */
export interface Place {
  /** The map that the key is in. */
  readonly map: readonly Step[];
  /** The key of a value; null where a key is written. */
  readonly key: string | null;
  /** Where the written word starts. */
  readonly from: number;
  /** The column of the keys of the map. */
  readonly column: number;
}

/** The place of a position. Null in a comment, in flow style and below a value. */
export function placeAt(doc: Text, at: number): Place | null {
  const line = doc.lineAt(at);
  const before = line.text.slice(0, at - line.from);
  const parts = yamlLine(before);
  const column = contentColumn(parts);
  if (/(^|\s)#/.test(before) || /[{[]/.test(parts.content)) return null;
  const map = mapAround(doc, line, parts);
  if (!map) return null;
  const pair = keyOf(parts.content);
  // A key is complete when its colon is followed by a blank.
  if (pair && !/:\s/.test(before)) return null;
  const from = pair ? at - pair.value.length : line.from + column;
  return { map, key: pair?.key ?? null, from, column };
}

/** The path of the key that a line writes. Null if it writes none. */
export function pathOfLine(doc: Text, line: Line): { readonly path: Step[]; readonly from: number; readonly to: number } | null {
  const parts = yamlLine(line.text);
  const pair = keyOf(parts.content);
  const map = pair && mapAround(doc, line, parts);
  if (!pair || !map) return null;
  const from = line.from + contentColumn(parts);
  return { path: [...map, { key: pair.key }], from, to: from + pair.key.length };
}

/** The steps to the map that the content of a line is in. */
function mapAround(doc: Text, line: Line, { indent, dashes, content }: YamlLine): Step[] | null {
  const steps: Step[] = [];
  let column = indent + dashes.length;
  // The column of the dash, while the key of a list is looked for.
  let dash: number | null = null;
  if (dashes) {
    steps.unshift('item');
    dash = indent;
  } else if (!content) {
    column = indent;
  }
  for (let number = line.number - 1; number > 0 && (dash ?? column) >= 0; number--) {
    const above = yamlLine(doc.line(number).text);
    if (isBlank(above)) continue;
    const at = contentColumn(above);
    if (dash !== null) {
      if (above.indent > dash || (above.indent === dash && above.dashes)) continue;
    } else if (above.dashes && above.indent < column && at === column) {
      steps.unshift('item');
      dash = above.indent;
      continue;
    } else if (at >= column) {
      continue;
    }
    const pair = keyOf(above.content);
    if (!pair || (pair.value && !isAnnounced(pair.value)) || !opens(above.content)) return null;
    steps.unshift({ key: pair.key });
    column = at;
    dash = above.dashes ? above.indent : null;
    if (above.dashes) steps.unshift('item');
    if (column === 0) break;
  }
  return column > 0 && steps.length === 0 ? null : steps;
}

/** The keys that the map around a place has already, without the line of the place. */
export function siblings(doc: Text, at: number, column: number): Set<string> {
  const found = new Set<string>();
  const start = doc.lineAt(at);
  for (const step of [-1, 1]) {
    for (let number = start.number + step; number > 0 && number <= doc.lines; number += step) {
      const line = yamlLine(doc.line(number).text);
      if (isBlank(line)) continue;
      if (contentColumn(line) === column) {
        if (line.dashes && step > 0) break;
        const pair = keyOf(line.content);
        if (pair) found.add(pair.key);
        if (line.dashes) break;
      } else if (contentColumn(line) < column || (line.dashes && line.indent < column)) {
        break;
      }
    }
  }
  return found;
}

/** The line that writes a path of keys. */
export function lineOf(doc: Text, keys: readonly string[]): Line | null {
  let number = 0;
  let column = 0;
  for (const key of keys) {
    const found = keyBelow(doc, number, column, key);
    if (!found) return null;
    number = found;
    column = contentColumn(yamlLine(doc.line(number).text)) + 1;
  }
  return number ? doc.line(number) : null;
}

/** The number of the line of a key in the map that starts after a line, at `least` columns. */
function keyBelow(doc: Text, after: number, least: number, key: string): number | null {
  let column: number | null = null;
  for (let number = after + 1; number <= doc.lines; number++) {
    const line = yamlLine(doc.line(number).text);
    if (isBlank(line)) continue;
    if (line.indent < least) return null;
    column ??= line.indent;
    if (line.indent === column && !line.dashes && keyOf(line.content)?.key === key) return number;
  }
  return null;
}

/** A path as the core prints it; a number is the index of an item. */
export function printed(steps: readonly (Step | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (step === 'item') return `${path}[0]`;
    if (typeof step === 'number') return `${path}[${step}]`;
    const { key } = step;
    if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
    return path ? `${path}.${key}` : key;
  }, '');
}

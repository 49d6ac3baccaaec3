// Other values for a scalar, to see what changes with it: the first that the core accepts is used.

import { unquoted } from '../editor/yaml_lines';

/** Replacements of a scalar as it is written. */
export function variants(written: string): string[] {
  const { bare, quote } = unquoted(written);
  const as = (text: string) => quote + text + quote;
  if (/^(true|false)$/.test(bare)) return [as(bare === 'true' ? 'false' : 'true'), 'null'];
  const number = /^(\d+)(.*)$/s.exec(bare);
  const counted = number ? [as(`${BigInt(number[1] ?? 0) + 1n}${number[2]}`)] : [];
  const longer = /^[\w./-]+$/.test(bare) ? [as(`${bare}x`), as(`x${bare}`)] : [];
  return [...counted, ...longer, 'null'];
}

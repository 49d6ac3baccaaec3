// The fragment that opens the example of a code: `#` and the code, also with the name of its rule.

const CODE = /^#(d\d{4})(?:-[a-z-]+)?$/i;

/** The code that a fragment names; null if it is another one. */
export function codeOf(fragment: string): string | null {
  return CODE.exec(fragment)?.[1]?.toUpperCase() ?? null;
}

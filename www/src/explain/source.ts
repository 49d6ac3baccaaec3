// Addresses in the repository of the release. Only the build of a release knows them.

declare const SOURCE_FILES: string | null;

/** The explanation of a code; null if the page has no repository. */
export function pageOf(code: string, rule: string): string | null {
  return SOURCE_FILES && `${SOURCE_FILES}/docs/diagnostics.md#${code.toLowerCase()}-${rule}`;
}

/** The reference of the values. */
export const REFERENCE: string | null = SOURCE_FILES && `${SOURCE_FILES}/chart/README.md#all-values`;

/** Where the source begins. */
export const SOURCE: string | null = SOURCE_FILES && `${SOURCE_FILES}/README.md`;

// The ids of the fields of the release.

import type { Input } from '../release';

/** The id of a field. */
export function inputId({ key }: Input): string {
  return `release-${key}`;
}

/** Moves the focus to a field. */
export function focusInput(input: Input | undefined): void {
  if (input) document.getElementById(inputId(input))?.focus();
}

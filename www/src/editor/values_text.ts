// What other parts of the page do with the text of the values.

import type { TextEdit } from './fixes';

export interface ValuesText {
  /** Selects a range and scrolls it into view. */
  select(from: number, to: number): void;
  /** Replaces all of it, as one step to undo. */
  replace(text: string): void;
  /** Edits it in one step to undo, and leaves the focus where it is. */
  apply(edits: readonly TextEdit[]): void;
  /** Takes the last step back. */
  undo(): void;
  /** Takes it again. */
  redo(): void;
}

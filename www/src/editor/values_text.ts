// What other parts of the page do with the text of the values.

import type { Layer } from '../layers/layers.svelte';
import type { TextEdit } from './fixes';

export interface ValuesText {
  /** Selects a range and scrolls it into view, in another file than the edited one if it is given. */
  select(from: number, to: number, layer?: Layer): void;
  /** Replaces all of it, as one step to undo. */
  replace(text: string): void;
  /** Edits it in one step to undo, and leaves the focus where it is. */
  apply(edits: readonly TextEdit[]): void;
  /** Takes the last step back. */
  undo(): void;
  /** Takes it again. */
  redo(): void;
}

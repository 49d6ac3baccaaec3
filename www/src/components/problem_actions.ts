// What can be done about a finding in the list.

import type { Finding } from '../editor/findings';

export interface ProblemActions {
  /** Selects its range in the text, or moves the focus to its field. */
  show(finding: Finding): void;
  /** Applies a safe fix, and shows what another one would change. */
  resolve(finding: Finding): void;
  /** Explains its code. */
  explain(finding: Finding): void;
  /** Applies its fix. */
  apply(finding: Finding): void;
  /** Applies all safe fixes. */
  applySafe(): void;
  /** Closes what a fix would change. */
  cancel(): void;
}

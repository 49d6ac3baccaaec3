// Where the separators between the panes are, kept in this browser.

import type { Columns } from './layout.svelte';

const NAME = 'dagu-chart-editor-panes';

/** The positions of the separators from the left, in percent of what the panes share. */
type Positions = Record<Exclude<Columns, 1>, readonly number[]>;

const FIRST: Positions = { 2: [50], 3: [34, 61] };

/** The least share of a pane, in percent: about 240 pixels where the columns begin. */
const LEAST: Record<Exclude<Columns, 1>, number> = { 2: 30, 3: 16 };

/** Where a separator is, and how far it can be moved. */
export interface Position {
  readonly now: number;
  readonly least: number;
  readonly most: number;
}

/** The widths of the panes. */
export class Sizes {
  #positions = $state.raw<Positions>(recall());

  /** The shares of the panes from left to right, in percent. */
  shares(columns: Columns): number[] {
    if (columns === 1) return [100];
    const edges = [0, ...this.#positions[columns], 100];
    return edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0));
  }

  /** The separator with the number `index` from the left. */
  position(columns: Columns, index: number): Position {
    if (columns === 1) return { now: 100, least: 100, most: 100 };
    const edges = [0, ...this.#positions[columns], 100];
    const [before = 0, now = 50, after = 100] = edges.slice(index);
    return { now, least: before + LEAST[columns], most: after - LEAST[columns] };
  }

  /** Moves a separator as far as its neighbours allow. */
  move(columns: Columns, index: number, wanted: number): void {
    if (columns === 1) return;
    const { least, most } = this.position(columns, index);
    const moved = this.#positions[columns].with(index, Math.min(Math.max(wanted, least), most));
    this.#positions = { ...this.#positions, [columns]: moved };
  }

  /** Moves the separators back to where they were first. */
  reset(columns: Columns): void {
    if (columns !== 1) this.#positions = { ...this.#positions, [columns]: FIRST[columns] };
  }

  /** Keeps the positions, if the browser allows it. */
  keep(): void {
    try {
      localStorage.setItem(NAME, JSON.stringify(this.#positions));
    } catch {
      // Blocked or full: the widths last until the page is closed.
    }
  }
}

function recall(): Positions {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? 'null');
    if (isPositions(kept)) return kept;
  } catch {
    // Blocked, or written by something else: as if there were nothing.
  }
  return FIRST;
}

function isPositions(value: unknown): value is Positions {
  if (typeof value !== 'object' || value === null) return false;
  return ([2, 3] as const).every((columns) => {
    const positions = (value as Partial<Record<Columns, unknown>>)[columns];
    if (!Array.isArray(positions) || positions.length !== FIRST[columns].length) return false;
    const edges: unknown[] = [0, ...positions, 100];
    return edges.every((edge, at) => at === 0 || Number(edge) - Number(edges[at - 1]) >= LEAST[columns]);
  });
}

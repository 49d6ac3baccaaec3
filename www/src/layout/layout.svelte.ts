// Which panes and views are on the screen: three columns, two, or one pane at a time below tabs.

import { MediaQuery } from 'svelte/reactivity';

/** A pane that is a tab on narrow screens. */
export type PaneName = 'values' | 'manifests';

/** A view of the release next to its objects. */
export type ViewName = 'pools' | 'changes' | 'effective' | 'picture';

/** The number of columns. */
export type Columns = 1 | 2 | 3;

/** The widths are in CSS pixels, so that zooming in changes the columns as a smaller screen does. */
export class Layout {
  readonly #narrow = new MediaQuery('max-width: 799.98px');
  readonly #wide = new MediaQuery('min-width: 1500px');
  /** The pane below the tabs. */
  pane = $state<PaneName>('values');
  /** The view that was chosen last. With three columns it has a column of its own. */
  view = $state<ViewName>('pools');
  #isViewOpen = $state(false);
  /** Whether the view had a column of its own since the objects were chosen. */
  #isViewKept = $state(false);

  /** To be called while a component is created. */
  constructor() {
    $effect.pre(() => {
      if (this.columns === 3) this.#isViewKept = true;
    });
  }

  get columns(): Columns {
    if (this.#wide.current) return 3;
    return this.#narrow.current ? 1 : 2;
  }

  /** Whether there is a view: one that a narrower window hides keeps what is typed into it. */
  get hasView(): boolean {
    return this.columns === 3 || this.#isViewOpen || this.#isViewKept;
  }

  /** What the pane of the manifests shows. */
  get shown(): 'objects' | ViewName {
    return this.#isViewOpen && this.columns !== 3 ? this.view : 'objects';
  }

  set shown(name: 'objects' | ViewName) {
    this.#isViewOpen = name !== 'objects';
    if (this.columns !== 3) this.#isViewKept = false;
    if (name !== 'objects') this.view = name;
  }

  /** Shows a view, or the objects, wherever it is. */
  open(name: 'objects' | ViewName): void {
    this.pane = 'manifests';
    this.shown = name;
  }
}

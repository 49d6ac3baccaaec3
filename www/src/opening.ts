// What the page is opened with. The core renders it while the components are created.

import type { ValuesText } from './core/types';
import type { Example } from './explain/example';
import { Layers } from './layers/layers.svelte';
import type { Local } from './local/local.svelte';
import { recall, type Edited, type Kept } from './memory.svelte';
import { Preview } from './preview.svelte';
import { NO_RELEASE, VALUES_FILE, type Release } from './release';
import start from './start.yaml?raw';

export class Opening {
  readonly local: Local | null;
  /** The example that the page shows in place of the user's own values. */
  readonly example: Example | null;
  /** Whose work is kept: edits of an example stay in their tab, apart from the user's own values. */
  readonly place: Edited | null;
  /** The work of the last visit. */
  readonly kept: Kept | null;
  /** The fields of the release without edits. */
  readonly release: Release;
  readonly preview: Preview;

  /** An example is no edit of the documents. */
  constructor(local: Local | null, example: Example | null) {
    this.local = local;
    this.example = example;
    this.place = example ? { id: `example ${example.code}`, isFile: false } : local;
    this.kept = recall(this.place);
    this.release = { ...NO_RELEASE, ...example?.release };
    const { kept, files } = this;
    const layers = new Layers(
      kept?.files ?? files,
      kept?.edited ?? files.length - 1,
      local?.isFile ? local.list.map(({ fileName }) => fileName) : [],
    );
    this.preview = new Preview(layers, kept?.release ?? this.release);
  }

  /** The values without edits. */
  get files(): ValuesText[] {
    return this.local?.files ?? [{ name: VALUES_FILE, text: this.example?.text ?? start }];
  }
}

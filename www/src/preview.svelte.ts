// What the page shows: the last good manifests, whether they are old, and what the core says.

import { Core } from './core/core';
import type { RenderResponse } from './core/types';
import { findings, type Finding } from './editor/findings';
import { manifests, type Manifests } from './editor/documents';
import { request, type Release } from './release';

/** Half-typed words are no errors yet: they are not shown before typing rests this long. */
const REST_MS = 250;

/** Whether the manifests on show are those of the values on show. */
export type Freshness = 'starting' | 'current' | 'old';

/** The sha256 of the core that runs. `unknown`: this browser does not tell it here. */
export type Digest = 'loading' | 'unknown' | { sha256: string };

/** One values text, rendered as it changes. */
export class Preview {
  /** The last good manifests. */
  manifests = $state.raw<Manifests>({ text: '', documents: [] });
  freshness = $state<Freshness>('starting');
  findings = $state.raw<readonly Finding[]>([]);
  /** Why there is no answer, when that is no fault of the values. */
  failure = $state<string | null>(null);
  digest = $state.raw<Digest>('loading');

  readonly release: Release = $state({ name: '', namespace: '', daguVersion: '' });

  #values: string;
  #asked = '';
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #core = new Core({
    loaded: (sha256) => (this.digest = sha256 ? { sha256 } : 'unknown'),
    rendered: (response) => this.#rendered(response),
    failed: (reason) => this.#failed(reason),
  });

  constructor(values: string) {
    this.#values = values;
    this.render();
  }

  /** The values text as it is now. */
  get values(): string {
    return this.#values;
  }

  set values(text: string) {
    this.#values = text;
    this.render();
  }

  /** Asks the core for the manifests of the values and the release as they are now. */
  render(): void {
    clearTimeout(this.#resting);
    this.#asked = this.#values;
    this.#core.render(request(this.#values, this.release));
  }

  /** Ends the core. */
  close(): void {
    clearTimeout(this.#resting);
    this.#core.close();
  }

  #rendered(response: RenderResponse): void {
    const found = findings(this.#asked, response.diagnostics);
    if (response.ok) {
      this.manifests = manifests(response.manifests, response.objects);
      this.#settle('current', found, null);
    } else if (this.freshness === 'current') {
      this.#resting = setTimeout(() => this.#settle('old', found, null), REST_MS);
    } else {
      this.#settle('old', found, null);
    }
  }

  #failed(reason: string): void {
    this.#settle('old', [], reason);
  }

  #settle(freshness: Freshness, found: readonly Finding[], failure: string | null): void {
    this.freshness = freshness;
    this.findings = found;
    this.failure = failure;
  }
}

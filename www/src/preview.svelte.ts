// The state of the page: the last rendered manifests, whether they are out of date, and the diagnostics.

import { Core } from './core/core';
import type { RenderRequest, RenderResponse, ValuesText } from './core/types';
import { findings, type Finding } from './editor/findings';
import { manifests, type Manifests } from './editor/documents';
import type { Tree } from './editor/leaves';
import type { Layer, Layers } from './layers/layers.svelte';
import { NO_RELEASE, request, type Release } from './release';

/** Errors appear only after typing has paused this long, so that half-typed words do not count as errors. */
const REST_MS = 250;

/** A rendering that takes longer is shown as such. */
const BUSY_MS = 100;

/** Longer values are not rendered: a release with them would not fit into Helm's Secret of 1 MiB. */
export const LONGEST = 4 * 1024 * 1024;

/** Whether the manifests match the values. */
export type Freshness = 'starting' | 'current' | 'old';

/** What the page says about the manifests. */
export type State = 'loading' | 'rendering' | 'current' | 'old' | 'failed' | 'large';

/** The sha256 of the core. `unknown`: the browser cannot compute it here. */
export type Digest = 'loading' | 'unknown' | { sha256: string };

/** What a rendering is about. */
interface Asked {
  readonly version: number;
  readonly layers: readonly Layer[];
  readonly texts: readonly string[];
}

/** Values files that are rendered as they change. */
export class Preview {
  /** The manifests of the last values without errors. */
  manifests = $state.raw<Manifests>({ text: '', documents: [] });
  freshness = $state<Freshness>('starting');
  findings = $state.raw<readonly Finding[]>([]);
  /** Those in the text of the editor. */
  readonly here = $derived(this.findings.filter((finding) => this.layerOf(finding) === this.layers.edited));
  /** Why rendering failed, if the values are not the reason. */
  failure = $state<string | null>(null);
  /** Whether a rendering takes longer than the eye. */
  isBusy = $state(false);
  /** Whether the values are too long to be rendered. */
  isTooLarge = $state(false);
  digest = $state.raw<Digest>('loading');
  /** A short message about the last command; each has its own identity, so that the same text is told twice. */
  notice = $state.raw<{ readonly text: string } | null>(null);

  readonly release: Release = $state({ ...NO_RELEASE });
  /** Called when the values or the release change. */
  changed: (() => void) | null = null;
  /** The position of the cursor in the values. */
  cursor = $state(0);
  /** The syntax of the values, as far as their editor has parsed them. */
  syntax: Tree | null = null;

  readonly layers: Layers;
  /** Counts the changes of the values and the release. */
  #version = 0;
  #asked: Asked = { version: 0, layers: [], texts: [] };
  /** What the findings are about. */
  #judged = this.#asked;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #becomingBusy: ReturnType<typeof setTimeout> | undefined;
  readonly #core = new Core({
    loaded: (sha256) => (this.digest = sha256 ? { sha256 } : 'unknown'),
    rendered: (response) => this.#rendered(response),
    overtaken: (response) => this.#overtaken(response),
    failed: (reason) => this.#failed(reason),
  });

  constructor(layers: Layers, release: Partial<Release> = {}) {
    Object.assign(this.release, release);
    this.layers = layers;
    layers.changed = () => this.render();
    this.render();
  }

  /** The text in the editor. */
  get values(): string {
    return this.layers.edited.text;
  }

  set values(text: string) {
    this.layers.edited.text = text;
    this.render();
  }

  /** The request to render all values files; `text` is another text for the one in the editor. */
  request(text?: string): RenderRequest {
    return request(this.layers.files(text), this.release);
  }

  /** The values files before the one in the editor. */
  get below(): ValuesText[] {
    return this.request().values.slice(0, this.layers.index);
  }

  /** The values file that a finding is in. */
  layerOf({ diagnostic: { span } }: Finding): Layer | undefined {
    return span ? this.#judged.layers[span.file] : undefined;
  }

  get state(): State {
    if (this.isTooLarge) return 'large';
    if (this.failure !== null) return 'failed';
    if (this.freshness === 'starting') return 'loading';
    if (this.isBusy) return 'rendering';
    return this.freshness;
  }

  /** Whether the findings are about the current texts, so that their fixes can be applied. */
  get isJudged(): boolean {
    return this.#judged.version === this.#version;
  }

  /** Tells the result of a command. */
  say(text: string): void {
    this.notice = { text };
  }

  /** Renders the current values and release. */
  render(): void {
    this.changed?.();
    clearTimeout(this.#resting);
    this.#version++;
    const { list } = this.layers;
    const texts = list.map(({ text }) => text);
    this.isTooLarge = texts.reduce((sum, text) => sum + text.length, 0) > LONGEST;
    if (this.isTooLarge) return this.#settle('old', [], null);
    this.#becomingBusy ??= setTimeout(() => (this.isBusy = true), BUSY_MS);
    this.#asked = { version: this.#version, layers: list, texts };
    this.#core.render(this.request());
  }

  /** Asks the core anything but to render. */
  readonly ask: Core['ask'] = (question, argument) => this.#core.ask(question, argument);

  /** Stops the core. */
  close(): void {
    clearTimeout(this.#resting);
    clearTimeout(this.#becomingBusy);
    this.#core.close();
  }

  #rendered(response: RenderResponse): void {
    if (this.isTooLarge) return;
    const found = findings(this.#asked.texts, response.diagnostics);
    if (response.ok) {
      this.manifests = manifests(response.manifests, response.objects);
      this.#settle('current', found, null);
    } else if (this.freshness === 'current' && !this.isBusy) {
      this.#stopBeingBusy();
      this.#resting = setTimeout(() => this.#settle('old', found, null), REST_MS);
    } else {
      this.#settle('old', found, null);
    }
  }

  /** Fast typing overtakes a slow core: the manifests follow all the same, and are said to be rendered still. */
  #overtaken(response: RenderResponse): void {
    const isShown = this.isBusy && this.freshness === 'current' && !this.isTooLarge;
    if (response.ok && isShown) this.manifests = manifests(response.manifests, response.objects);
  }

  #failed(reason: string): void {
    this.#settle('old', [], reason);
  }

  #settle(freshness: Freshness, found: readonly Finding[], failure: string | null): void {
    this.#stopBeingBusy();
    this.freshness = freshness;
    this.#judged = this.#asked;
    this.findings = found;
    this.failure = failure;
  }

  #stopBeingBusy(): void {
    clearTimeout(this.#becomingBusy);
    this.#becomingBusy = undefined;
    this.isBusy = false;
  }
}

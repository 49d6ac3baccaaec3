// The values files of the release in Helm's order, so that the last one wins, and which of them is in the editor.

import type { ValuesText } from '../core/types';
import { fileName, freeFileName, trouble } from './names';

let lastId = 0;

/** One values file. */
export class Layer {
  /** For the elements of the page that are about it. */
  readonly id = `file-${++lastId}`;
  name = $state('');
  /** Not reactive, because it changes with every key: what depends on it follows the findings or the manifests. */
  text: string;

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text;
  }
}

/** The files before a change that can be taken back. */
interface Former {
  /** What was done, as a sentence without its full stop. */
  readonly done: string;
  readonly list: readonly Layer[];
  readonly edited: Layer;
}

export class Layers {
  list = $state.raw<readonly Layer[]>([]);
  edited = $state.raw() as Layer;
  former = $state.raw<Former | null>(null);
  /** Called when the files, their order or their names change. */
  changed: (() => void) | null = null;
  /** The names of the files that `helm dagu ui` writes: they keep their names and stay. */
  readonly #documents: readonly string[];

  constructor(files: readonly ValuesText[], edited: number, documents: readonly string[]) {
    this.#documents = documents;
    this.#fill(files, edited);
  }

  get areSeveral(): boolean {
    return this.list.length > 1;
  }

  /** The place of the edited file among the others. */
  get index(): number {
    return this.list.indexOf(this.edited);
  }

  /** All of them, as a request has them. `text` is another text for the edited one. */
  files(text = this.edited.text): ValuesText[] {
    return this.list.map((layer) => ({ name: layer.name, text: layer === this.edited ? text : layer.text }));
  }

  /** The one with this name. */
  named(name: string): Layer | undefined {
    return this.list.find((layer) => layer.name === name);
  }

  /** Whether `helm dagu ui` writes it. */
  isDocument({ name }: Layer): boolean {
    return this.#documents.includes(name);
  }

  /** Puts a file into the editor. */
  choose(layer: Layer): void {
    this.edited = layer;
  }

  /** Adds a file at a place, and puts it into the editor. */
  add(name: string, text: string, index: number): void {
    this.former = null;
    const layer = new Layer(this.#free(name), text);
    this.list = this.list.toSpliced(index, 0, layer);
    this.edited = layer;
    this.changed?.();
  }

  /** Why a file cannot have this name; empty if it can. */
  troubleWith(layer: Layer, name: string): string {
    return trouble(name, (name) => this.list.some((other) => other !== layer && other.name === name));
  }

  rename(layer: Layer, name: string): void {
    if (layer.name === name || this.isDocument(layer) || this.troubleWith(layer, name)) return;
    layer.name = name;
    this.changed?.();
  }

  /** Moves the edited file by one place. */
  move(step: 1 | -1): void {
    const from = this.index;
    const others = this.list.toSpliced(from, 1);
    this.former = null;
    this.list = others.toSpliced(Math.max(0, from + step), 0, this.edited);
    this.changed?.();
  }

  /** Removes the edited file. */
  remove(): void {
    const at = this.index;
    const others = this.list.toSpliced(at, 1);
    const next = others[at] ?? others.at(-1);
    if (!next || this.isDocument(this.edited)) return;
    this.former = { done: `Removed ${this.edited.name}`, list: this.list, edited: this.edited };
    this.list = others;
    this.edited = next;
    this.changed?.();
  }

  /** Replaces all files. If none has the name of a file that the program writes, the first ones become their texts. */
  open(files: readonly ValuesText[], edited: number, done: string): void {
    const former = { done, list: this.list, edited: this.edited };
    this.#fill(files, edited);
    this.former = former;
    this.changed?.();
  }

  /** Takes the last removal or opening back. */
  undo(): void {
    if (!this.former) return;
    const { list, edited } = this.former;
    this.former = null;
    this.list = list;
    this.edited = edited;
    this.changed?.();
  }

  #fill(files: readonly ValuesText[], edited: number): void {
    this.list = [];
    const hasDocument = files.some(({ name }) => this.#documents.includes(name));
    for (const [index, { name, text }] of files.entries()) {
      const own = hasDocument ? name : (this.#documents[index] ?? name);
      this.list = [...this.list, new Layer(this.#free(own), text)];
    }
    this.edited = this.list[edited] ?? (this.list[0] as Layer);
  }

  #free(name: string): string {
    return freeFileName(fileName(name), (name) => this.list.some((other) => other.name === name));
  }
}

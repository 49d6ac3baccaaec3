// The documents of `helm dagu ui`: values files in Helm's order, or the values of a release.

import type { LocalDocument, LocalEdit, ValuesText } from '../core/types';
import { distinctNames } from '../layers/names';
import { VALUES_FILE } from '../release';
import { fromEditor, toEditor } from './line_ends';

/** The file has another text than the page knows. */
const CONFLICT = 409;

/** All documents, of which there is at least one. */
export class Local {
  readonly list: readonly LocalValues[];

  private constructor(list: readonly LocalValues[]) {
    this.list = list;
  }

  /** Asks for the documents; null if there are none. */
  static async open(url: string): Promise<Local | null> {
    const documents = await ask(url);
    const names = distinctNames(documents.map(({ name, isFile }) => (isFile ? name : VALUES_FILE)));
    const list = documents.map((document, index) => new LocalValues(url, document, names[index] ?? VALUES_FILE));
    return list.length ? new Local(list) : null;
  }

  /** What people call them. */
  get name(): string {
    return this.list.map(({ name }) => name).join(', ');
  }

  /** What no other documents have. */
  get id(): string {
    return this.list.map(({ id }) => id).join('\n');
  }

  /** Whether they can be saved. */
  get isFile(): boolean {
    return this.list.every(({ isFile }) => isFile);
  }

  /** As values files of the page. */
  get files(): ValuesText[] {
    return this.list.map(({ fileName, text }) => ({ name: fileName, text }));
  }

  /** Their texts. */
  get base(): string[] {
    return this.list.map(({ text }) => text);
  }

  /** Those that had another text in an older `base`. */
  changedSince(base: readonly string[] | undefined): LocalValues[] {
    return this.list.filter(({ text }, index) => text !== base?.[index]);
  }

  /** Those that the page has edited. */
  get changed(): LocalValues[] {
    return this.list.filter(({ isChanged }) => isChanged);
  }

  /** The one with this name among the values files of the page. */
  find(fileName: string): LocalValues | undefined {
    return this.list.find((values) => values.fileName === fileName);
  }
}

/** A document as it was read or written last. */
export class LocalValues {
  /** Its name among the values files of the page. */
  readonly fileName: string;
  readonly #url: string;
  #document = $state.raw() as LocalDocument;
  #edited = $state.raw('');

  constructor(url: string, document: LocalDocument, fileName: string) {
    this.fileName = fileName;
    this.#url = url;
    this.#document = document;
    this.#edited = this.text;
  }

  /** What people call it. */
  get name(): string {
    return this.#document.name;
  }

  /** What no other document has. */
  get id(): string {
    return this.#document.path;
  }

  /** Whether it can be saved. */
  get isFile(): boolean {
    return this.#document.isFile;
  }

  /** Its text, with the line ends of the editor. */
  get text(): string {
    return toEditor(this.#document.text);
  }

  /** The text in the editor. */
  set edited(text: string) {
    this.#edited = text;
  }

  /** Whether the editor has another text than the document. */
  get isChanged(): boolean {
    return this.#edited !== this.text;
  }

  /** Writes a text to the file. Fails with a message, and writes nothing if another program changed the file. */
  async save(text: string): Promise<void> {
    const edit: LocalEdit = {
      path: this.id,
      version: this.#document.version,
      text: fromEditor(text.toWellFormed(), this.#document.text),
    };
    const response = await call(this.#url, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(edit),
    });
    if (response.status === CONFLICT) {
      await this.reload();
      throw new Error(
        `${this.name} was changed by another program, or \`helm dagu ui\` was started again: nothing was written. The ` +
          'difference is now to the file as it is.',
      );
    }
    this.#document = await read<LocalDocument>(response);
  }

  /** Reads the document again. Fails if it is another one now, which must not get the text of this page. */
  async reload(): Promise<void> {
    const document = (await ask(this.#url)).find(({ path }) => path === this.id);
    if (!document) {
      throw new Error(
        `\`helm dagu ui\` was started again, and no longer edits this ${this.name}: nothing was written. Download the ` +
          'values to keep them.',
      );
    }
    this.#document = document;
  }
}

async function ask(url: string): Promise<LocalDocument[]> {
  return read<LocalDocument[]>(await call(url));
}

async function call(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch {
    throw new Error('`helm dagu ui` does not answer: it was stopped. Download the values to keep them.');
  }
}

async function read<Read>(response: Response): Promise<Read> {
  if (!response.ok) throw new Error((await response.text()).trim());
  return (await response.json()) as Read;
}

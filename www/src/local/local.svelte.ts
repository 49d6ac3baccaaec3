// The document of `helm dagu ui`: a values file, or the values of a release.

import type { LocalDocument, LocalEdit } from '../core/types';
import { fileName } from '../layers/names';
import { VALUES_FILE } from '../release';
import { fromEditor, toEditor } from './line_ends';

/** The file has another text than the page knows. */
const CONFLICT = 409;

/** The document as it was read or written last. */
export class Local {
  readonly #path: string;
  #document = $state.raw() as LocalDocument;
  #edited = $state.raw('');

  private constructor(path: string, document: LocalDocument) {
    this.#path = path;
    this.#document = document;
    this.#edited = this.text;
  }

  /** Asks for the document; null if there is none. */
  static async open(path: string): Promise<Local | null> {
    const document = await ask(path);
    return document && new Local(path, document);
  }

  /** What people call it. */
  get name(): string {
    return this.#document.name;
  }

  /** The name of its file; that of a release's values has none. */
  get fileName(): string {
    return this.isFile ? fileName(this.name) : VALUES_FILE;
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
      version: this.#document.version,
      text: fromEditor(text.toWellFormed(), this.#document.text),
    };
    const response = await call(this.#path, {
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
    this.#document = (await read(response)) ?? this.#document;
  }

  /** Reads the document again. Fails if it is another one now, which must not get the text of this page. */
  async reload(): Promise<void> {
    const document = await ask(this.#path);
    if (document?.path !== this.id) {
      throw new Error(
        `\`helm dagu ui\` was started again, and no longer edits this ${this.name}: nothing was written. Download the ` +
          'values to keep them.',
      );
    }
    this.#document = document;
  }
}

async function ask(path: string): Promise<LocalDocument | null> {
  return read(await call(path));
}

async function call(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    throw new Error('`helm dagu ui` does not answer: it was stopped. Download the values to keep them.');
  }
}

async function read(response: Response): Promise<LocalDocument | null> {
  if (!response.ok) throw new Error((await response.text()).trim());
  return (await response.json()) as LocalDocument | null;
}

// A link that holds the values and the release: `#`, the version of its format, a dot, and compressed JSON.
//
// Links live for ever: a new format gets a new version, and every old one stays readable. Version 1 has the text of one
// file; version 2 has several with their names. A link is written in the oldest version that can say it, for pages that
// are older than this one.

import type { ValuesText } from '../core/types';
import { LONGEST } from '../preview.svelte';
import { VALUES_FILE, type Release } from '../release';

/** The newest format that this page reads and writes. */
const VERSION = 2;

/** Nobody has more values files, but a hostile link can. */
const MOST_FILES = 50;

const LINK = /^#(\d+)\.(.*)$/s;

/** What a link holds. */
export interface Shared {
  /** The values files in Helm's order: at least one. */
  readonly files: readonly ValuesText[];
  /** The index of the one in the editor. */
  readonly edited: number;
  readonly release: Partial<Release>;
}

export const SENTENCES = {
  newer: 'This link was made by a newer version of this page. Open it there, or ask for the values as text.',
  broken: 'This link is incomplete or damaged. Copy the whole link again.',
  long: 'This link holds more than 4 MiB. Ask for the values as a file.',
} as const;

/** The fragment of a link, with its `#`. */
export async function fragment({ files, edited, release }: Shared): Promise<string> {
  const set = Object.entries(release).filter(([, value]) => value);
  const [first] = files;
  const isOne = files.length === 1 && first?.name === VALUES_FILE;
  const values = isOne ? { values: first.text } : { files, ...(edited && { edited }) };
  const json = JSON.stringify({ ...values, ...(set.length && { release: Object.fromEntries(set) }) });
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return `#${isOne ? 1 : 2}.${base64Url(bytes)}`;
}

/** What the fragment holds; null if it is not that of a link. Throws a sentence for the user. */
export async function shared(fragment: string): Promise<Shared | null> {
  const [, version, packed] = LINK.exec(fragment) ?? [];
  if (version === undefined || packed === undefined) return null;
  if (Number(version) > VERSION) throw new Error(SENTENCES.newer);
  return parsed(await unpacked(packed), Number(version));
}

async function unpacked(packed: string): Promise<string> {
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      // A hostile link could hold any length.
      if (text.length <= LONGEST) continue;
      await reader.cancel();
      throw new RangeError(SENTENCES.long);
    }
    return text + decoder.decode();
  } catch (error) {
    throw error instanceof RangeError ? error : new Error(SENTENCES.broken);
  }
}

function parsed(json: string, version: number): Shared {
  let held: unknown;
  try {
    held = JSON.parse(json);
  } catch {
    throw new Error(SENTENCES.broken);
  }
  const files = isRecord(held) ? (version < 2 ? [{ name: VALUES_FILE, text: held['values'] }] : held['files']) : null;
  if (!isRecord(held) || !areFiles(files)) throw new Error(SENTENCES.broken);
  const edited = files[Number(held['edited'])] ? Number(held['edited']) : 0;
  const release = isRecord(held['release']) ? held['release'] : {};
  const set = Object.entries(release).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { files, edited, release: Object.fromEntries(set) };
}

function areFiles(value: unknown): value is readonly ValuesText[] {
  const isFile = (file: unknown) => isRecord(file) && typeof file['name'] === 'string' && typeof file['text'] === 'string';
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_FILES && value.every(isFile);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

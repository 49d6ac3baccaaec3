// A link that holds the values and the release: `#`, the version of its format, a dot, and compressed JSON.
//
// Links live for ever: a new format gets a new version, and every old one stays readable.

import { LONGEST } from '../preview.svelte';
import type { Release } from '../release';

/** The newest format that this page reads and writes. */
const VERSION = 1;

const LINK = /^#(\d+)\.(.*)$/s;

/** What a link holds. */
export interface Shared {
  readonly values: string;
  readonly release: Partial<Release>;
}

export const SENTENCES = {
  newer: 'This link was made by a newer version of this page. Open it there, or ask for the values as text.',
  broken: 'This link is incomplete or damaged. Copy the whole link again.',
  long: 'This link holds more than 4 MiB. Ask for the values as a file.',
} as const;

/** The fragment of a link, with its `#`. */
export async function fragment({ values, release }: Shared): Promise<string> {
  const set = Object.entries(release).filter(([, value]) => value);
  const json = JSON.stringify({ values, ...(set.length && { release: Object.fromEntries(set) }) });
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return `#${VERSION}.${base64Url(bytes)}`;
}

/** What the fragment holds; null if it is not that of a link. Throws a sentence for the user. */
export async function shared(fragment: string): Promise<Shared | null> {
  const [, version, packed] = LINK.exec(fragment) ?? [];
  if (version === undefined || packed === undefined) return null;
  if (Number(version) > VERSION) throw new Error(SENTENCES.newer);
  return parsed(await unpacked(packed));
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

function parsed(json: string): Shared {
  let held: unknown;
  try {
    held = JSON.parse(json);
  } catch {
    throw new Error(SENTENCES.broken);
  }
  if (!isRecord(held) || typeof held['values'] !== 'string') throw new Error(SENTENCES.broken);
  const release = isRecord(held['release']) ? held['release'] : {};
  const set = Object.entries(release).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { values: held['values'], release: Object.fromEntries(set) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

// A values file that was dropped or chosen.

import { LONGEST } from '../preview.svelte';

/** Its text, or why it cannot be used. */
export interface GivenFile {
  readonly name: string;
  readonly text: string;
  /** Empty if it can be used. */
  readonly refusal: string;
}

/** Reads it, with the line ends of the editor. */
export async function readGiven(file: File): Promise<GivenFile> {
  const { name } = file;
  if (file.size > LONGEST) return { name, text: '', refusal: `It is larger than ${LONGEST / 1024 / 1024} MiB.` };
  // A folder cannot be read.
  const text = (await file.text().catch(() => '\0')).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return { name, text, refusal: text.includes('\0') ? 'It is not a text file.' : '' };
}

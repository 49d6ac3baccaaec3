// The explanations of the codes, in the text that `helm dagu explain` prints too. It loads when one is asked for.

import diagnostics from '../../../docs/diagnostics.md?raw';

/** A paragraph, or an example: values or what is reported about them. */
export interface Block {
  readonly kind: 'paragraph' | 'yaml' | 'text';
  readonly text: string;
}

/** The page has its own link to the example. */
const LINK = '[Open this example](';
const HEADING = '\n## ';
const FENCE = /^```(yaml|text)\n([^]*?)\n```$/m;

/** What is known about a code. */
export interface Explanation {
  /** The name of its rule. */
  readonly rule: string;
  readonly blocks: readonly Block[];
}

/** The explanation of a code; empty for one of a newer core. */
export function explanation(code: string): Explanation {
  const page = diagnostics.split(HEADING).find((page) => page.startsWith(`${code} `));
  if (!page) return { rule: '', blocks: [] };
  const end = page.indexOf('\n');
  return { rule: page.slice(code.length + 1, end), blocks: blocks(page.slice(end)) };
}

function blocks(text: string): Block[] {
  // Split at a pattern with two groups: text, kind, example, text, and so on.
  const parts = text.split(FENCE);
  return parts.flatMap((part, index) => {
    if (index % 3 === 0) return paragraphs(part);
    if (index % 3 === 1) return [];
    return [{ kind: parts[index - 1] === 'yaml' ? 'yaml' : 'text', text: part } as const];
  });
}

function paragraphs(text: string): Block[] {
  const found = text.split('\n\n').map((paragraph) => paragraph.trim().replaceAll('\n', ' '));
  return found.filter((text) => text && !text.startsWith(LINK)).map((text) => ({ kind: 'paragraph', text }));
}

// What is known about the key below the pointer, or on the line of the cursor.

import { activateHover, hoverTooltip, keymap, type EditorView, type Tooltip } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import type { KeyAnswers } from './answers';
import type { Origins } from '../layers/origins.svelte';
import { description, title } from './description';
import { pathOfLine, printed } from './place';

/** Describes keys. */
export function describing(answers: KeyAnswers, origins: Origins): Extension {
  async function tooltip(view: EditorView, at: number): Promise<Tooltip | null> {
    const { doc } = view.state;
    const line = doc.lineAt(at);
    const written = pathOfLine(doc, line);
    if (!written || at < written.from || at > written.to) return null;
    const { key } = await answers.at(written.path);
    const about = origins.aboutLine(printed(written.path), line.number);
    if (!key && !about) return null;
    const name = view.state.sliceDoc(written.from, written.to);
    const dom = key ? description(key, await answers.sources(doc, written.path, key), about) : title(name, about);
    return { pos: written.from, end: written.to, create: () => ({ dom }) };
  }

  const hover = hoverTooltip(tooltip, { hideOnChange: true });

  function here(view: EditorView): boolean {
    const { doc, selection } = view.state;
    const written = pathOfLine(doc, doc.lineAt(selection.main.head));
    if (written) activateHover(view, written.from, 1, { tooltip: hover, until: ({ docChanged, selection }) => docChanged || !!selection });
    return true;
  }

  return [hover, keymap.of([{ key: 'F1', run: here }])];
}

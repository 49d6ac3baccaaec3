// What is known about the key below the pointer, or on the line of the cursor.

import { activateHover, hoverTooltip, keymap, type EditorView, type Tooltip } from '@codemirror/view';
import type { Extension, Transaction } from '@codemirror/state';
import type { KeyAnswers } from './answers';
import type { Origins } from '../layers/origins.svelte';
import { REFERENCE } from '../explain/source';
import { description, title } from './description';
import { pathOfLine, printed } from './place';

/** A link to another site, which does not learn where its visitor comes from. */
function link(href: string, textContent: string): HTMLElement {
  return Object.assign(document.createElement('a'), { href, textContent, rel: 'external noreferrer', target: '_blank' });
}

function until({ docChanged, selection }: Transaction): boolean {
  return docChanged || !!selection;
}

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
    if (key && REFERENCE) dom.append(link(REFERENCE, 'Reference of all keys'));
    return { pos: written.from, end: written.to, create: () => ({ dom }) };
  }

  /** The tooltip that is about to be shown. */
  let answered: Tooltip | null = null;
  const hover = hoverTooltip((view, at) => answered ?? tooltip(view, at), { hideOnChange: true });

  /**
   * Shows what is known about the key of the line once the core has answered.
   *
   * The editor forgets an answer that it waits for as soon as anything in it changes, such as the marks of findings.
   */
  async function show(view: EditorView, at: number): Promise<void> {
    const { doc, selection } = view.state;
    answered = await tooltip(view, at);
    const isHere = view.state.doc === doc && view.state.selection.eq(selection);
    if (answered && isHere) activateHover(view, at, 1, { tooltip: hover, until });
    answered = null;
  }

  function here(view: EditorView): boolean {
    const { doc, selection } = view.state;
    const written = pathOfLine(doc, doc.lineAt(selection.main.head));
    // A core that fails is shown by the state of the page.
    if (written) show(view, written.from).catch(() => {});
    return true;
  }

  return [hover, keymap.of([{ key: 'F1', run: here }])];
}

// The page itself: what it opens, and its components.

import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { codeOf } from './explain/code';
import type { Example } from './explain/example';
import type { Local } from './local/local.svelte';
import { documentsPath } from './local/marker';
import { keepForOffline } from './offline/register';

async function openDocuments(path: string): Promise<Local | null> {
  const { Local } = await import('./local/local.svelte');
  return Local.open(path);
}

/** The example that the address names. */
async function openExample(code: string): Promise<Example | null> {
  const { example } = await import('./explain/example');
  return example(code);
}

/** Shows the page in `target`. */
export async function open(target: HTMLElement): Promise<void> {
  const path = documentsPath();
  const code = codeOf(location.hash);
  const example = code ? await openExample(code) : null;
  // An example is no edit of the document.
  mount(App, { target, props: { local: path && !example ? await openDocuments(path) : null, example } });
  keepForOffline();
}

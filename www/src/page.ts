// The page itself: what it opens, and its components.

import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { codeOf } from './explain/code';
import type { Example } from './explain/example';
import type { Local } from './local/local.svelte';
import { documentsPath } from './local/marker';
import { keepForOffline } from './offline/register';
import { Opening } from './opening';

async function openDocuments(path: string): Promise<Local | null> {
  const { Local } = await import('./local/local.svelte');
  return Local.open(path);
}

/** The example that the address names. */
async function openExample(code: string): Promise<Example | null> {
  const { example } = await import('./explain/example');
  return example(code);
}

/**
 * Lets the browser finish what waits for this thread: before its script has run, a worker gets its messages from a task of
 * the thread that started it, and without that one the core would wait until all components are created.
 */
function task(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}

/** Shows the page in `target`. */
export async function open(target: HTMLElement): Promise<void> {
  const path = documentsPath();
  const code = codeOf(location.hash);
  const example = code ? await openExample(code) : null;
  const opening = new Opening(path && !example ? await openDocuments(path) : null, example);
  await task();
  mount(App, { target, props: { opening } });
  keepForOffline();
}

import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import { codeOf } from './explain/code';
import type { Example } from './explain/example';
import type { Local } from './local/local.svelte';
import { documentsPath } from './local/marker';
import { keepForOffline } from './offline/register';
import { reasonOf } from './reason';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

async function open(path: string): Promise<Local | null> {
  const { Local } = await import('./local/local.svelte');
  return Local.open(path);
}

/** The example that the address names. */
async function openExample(code: string): Promise<Example | null> {
  const { example } = await import('./explain/example');
  return example(code);
}

const path = documentsPath();
const code = codeOf(location.hash);
try {
  const example = code ? await openExample(code) : null;
  // An example is no edit of the document.
  mount(App, { target, props: { local: path && !example ? await open(path) : null, example } });
} catch (error) {
  target.textContent = `${reasonOf(error)} Reload the page to try again.`;
  throw error;
}
keepForOffline();

import { mount } from 'svelte';
import App from './App.svelte';
import './app.css';
import type { Local } from './local/local.svelte';
import { documentPath } from './local/marker';
import { keepForOffline } from './offline/register';
import { reasonOf } from './reason';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

async function open(path: string): Promise<Local | null> {
  const { Local } = await import('./local/local.svelte');
  return Local.open(path);
}

const path = documentPath();
try {
  mount(App, { target, props: { local: path ? await open(path) : null } });
} catch (error) {
  target.textContent = `${reasonOf(error)} Reload the page to try again.`;
  throw error;
}
keepForOffline();

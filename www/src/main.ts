// The entry: starts the core, which the browser compiles while it reads the scripts of the page.

import { prepareWorker } from './core/prepared';
import { reasonOf } from './reason';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

prepareWorker();
try {
  const { open } = await import('./page');
  await open(target);
} catch (error) {
  target.textContent = `${reasonOf(error)} Reload the page to try again.`;
  throw error;
}

// How long until a first visit shows manifests, and how much it loads.

import { gzipSync } from 'node:zlib';
import { quantile, row } from './row.js';

/** @import { Browser } from 'playwright-core' */

const VISITS = 9;
const INTERACTIVE_MS = 500;
const LARGEST_KB = 650;

/** The milliseconds of a visit, and what it loaded by name. @param {Browser} browser @param {string} url */
async function visit(browser, url) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  /** By name: what is asked for twice counts once. @type {Map<string, Promise<number>>} */
  const sizes = new Map();
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) || 'index.html';
    sizes.set(name, response.body().then((bytes) => gzipSync(bytes, { level: 9 }).length));
  });
  await page.addInitScript(() => {
    const interactive = new Promise((resolve) => {
      new MutationObserver((_records, observer) => {
        const isCurrent = document.getElementById('manifests-state')?.textContent === 'Up to date';
        if (!isCurrent || !document.querySelector('[aria-label^="Manifests"] .cm-line')?.textContent) return;
        observer.disconnect();
        resolve(performance.now());
      }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    Object.assign(globalThis, { interactive });
  });
  await page.goto(url);
  const time = await page.evaluate(
    () => /** @type {{ interactive: Promise<number> }} */ (/** @type {unknown} */ (globalThis)).interactive,
  );
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all([...sizes].map(async ([name, size]) => ({ name, size: await size })));
  await context.close();
  return { time, loaded };
}

/** @param {Browser} browser @param {string} url */
export async function benchFirstLoad(browser, url) {
  const visits = [];
  for (let index = 0; index < VISITS; index++) visits.push(await visit(browser, url));
  const times = visits.map(({ time }) => time);
  row(`first visit: manifests shown, median of ${VISITS}`, quantile(times, 0.5), 'ms', INTERACTIVE_MS);
  const loaded = visits[0]?.loaded ?? [];
  const sum = loaded.reduce((total, { size }) => total + size, 0);
  row('first visit: loaded, gzip -9', sum / 1000, 'KB', LARGEST_KB);
  for (const { name, size } of loaded) row(`– ${name}`, size / 1000, 'KB');
}

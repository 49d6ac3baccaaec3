// How long until a first visit shows what is typed and the manifests, and how much it loads.

import { gzipSync } from 'node:zlib';
import { quantile, row } from './row.js';

/** @import { Browser } from 'playwright-core' */

const VISITS = 9;
const INTERACTIVE_MS = 500;
const LARGEST_KB = 650;

/** Resolves in the page with the time when its manifests are shown. */
function manifestsShown() {
  const shown = new Promise((resolve) => {
    new MutationObserver((_records, observer) => {
      const isCurrent = document.getElementById('manifests-state')?.textContent === 'Up to date';
      if (!isCurrent || !document.querySelector('[aria-label^="Manifests"] .cm-line')?.textContent) return;
      observer.disconnect();
      resolve(performance.now());
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  Object.assign(globalThis, { shown });
}

/** The same for a key that is pressed as soon as there is a text to type into. */
function keyShown() {
  const shown = new Promise((resolve) => {
    let isPressed = false;
    new MutationObserver((_records, observer) => {
      /** @type {HTMLElement | null} */
      const values = document.querySelector('.cm-content[aria-label^="Values"]');
      if (values && !isPressed) {
        isPressed = true;
        values.focus();
        /** @type {any} */ (globalThis).press();
      }
      if (!values?.querySelector('.cm-line')?.textContent?.startsWith('x')) return;
      observer.disconnect();
      resolve(performance.now());
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  Object.assign(globalThis, { shown });
}

/**
 * Opens the page in a new profile. Gives the time that `watch` resolves with, and what was loaded by name.
 *
 * @param {Browser} browser
 * @param {string} url
 * @param {() => void} watch
 */
async function visit(browser, url, watch) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  /** By name: what is asked for twice counts once. @type {Map<string, Promise<number>>} */
  const sizes = new Map();
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) || 'index.html';
    sizes.set(name, response.body().then((bytes) => gzipSync(bytes, { level: 9 }).length));
  });
  await page.exposeBinding('press', () => page.keyboard.press('x'));
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'commit' });
  const time = await page.evaluate(() => /** @type {Promise<number>} */ (/** @type {any} */ (globalThis).shown));
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all([...sizes].map(async ([name, size]) => ({ name, size: await size })));
  await context.close();
  return { time, loaded };
}

/** @param {Browser} browser @param {string} url */
export async function benchFirstLoad(browser, url) {
  const typed = [];
  const visits = [];
  for (let index = 0; index < VISITS; index++) {
    typed.push((await visit(browser, url, keyShown)).time);
    visits.push(await visit(browser, url, manifestsShown));
  }
  const times = visits.map(({ time }) => time);
  row(`first visit: a typed key shown, median of ${VISITS}`, quantile(typed, 0.5), 'ms', INTERACTIVE_MS);
  row(`first visit: manifests shown, median of ${VISITS}`, quantile(times, 0.5), 'ms', INTERACTIVE_MS);
  const loaded = visits[0]?.loaded ?? [];
  const sum = loaded.reduce((total, { size }) => total + size, 0);
  row('first visit: loaded, gzip -9', sum / 1000, 'KB', LARGEST_KB);
  for (const { name, size } of loaded) row(`– ${name}`, size / 1000, 'KB');
}

// How long from a keystroke to the changed line among the manifests, and which tasks block the page while typing.
//
// Each keystroke changes the number of workers of one pool. The clock starts when the browser gets the key.

import { Editor } from '../editor.js';
import { quantile, row } from './row.js';

/** @import { Browser, Page } from 'playwright-core' */

const KEYSTROKES = 100;
const QUICK_MS = 60;

/** After every tenth keystroke: what waits for a pause in typing runs then, and may meet the next one. */
const PAUSE_MS = 450;

const SETTLE_MS = 1500;
const WORST_MS = 50;

/** Types at the end of the line of the cursor, `replicas: 1`. @param {Page} page */
async function type(page) {
  await page.evaluate(() => {
    const manifests = document.querySelector('.cm-content[aria-label^="Manifests"]');
    if (!manifests) throw new Error('no manifests');
    const measured = { times: /** @type {number[]} */ ([]), tasks: /** @type {number[]} */ ([]) };
    let start = 0;
    let wanted = '';
    const listen = (/** @type {KeyboardEvent} */ event) => {
      start = event.timeStamp;
      wanted = event.key === '5' ? 'replicas: 15' : 'replicas: 1';
    };
    addEventListener('keydown', listen, { capture: true });
    new MutationObserver(() => {
      const lines = [...manifests.querySelectorAll('.cm-changed')];
      if (!start || !lines.some(({ textContent }) => textContent?.trim() === wanted)) return;
      measured.times.push(performance.now() - start);
      start = 0;
    }).observe(manifests, { childList: true, subtree: true, characterData: true });
    new PerformanceObserver((list) => measured.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    Object.assign(globalThis, { measured });
  });
  for (let index = 0; index < KEYSTROKES; index++) {
    await page.keyboard.press(index % 2 ? 'Backspace' : '5');
    await page.waitForTimeout(index % 10 === 9 ? PAUSE_MS : QUICK_MS);
  }
  return page.evaluate(
    () => /** @type {{ measured: Record<'times' | 'tasks', number[]> }} */ (/** @type {unknown} */ (globalThis)).measured,
  );
}

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {{ name: string, text: string | null, p95: number }} trial `text` null: the values that the page starts with
 */
export async function benchKeystrokes(browser, url, { name, text, p95 }) {
  const editor = await Editor.open(browser, url);
  await editor.state('Up to date').waitFor();
  if (text !== null) {
    await editor.write('');
    await editor.paste(text);
    await editor.has('Deployment dagu-worker-last');
  }
  await editor.values.locator('.cm-line', { hasText: /^ *replicas: 1$/ }).last().click();
  await editor.page.keyboard.press('End');
  await editor.page.waitForTimeout(SETTLE_MS);
  const { times, tasks } = await type(editor.page);
  await editor.close();
  const what = `${name}: keystroke to changed line`;
  if (times.length < KEYSTROKES) console.log(`| ${what}: ${KEYSTROKES - times.length} keystrokes were overtaken | | |`);
  row(`${what}, median`, quantile(times, 0.5), 'ms');
  row(`${what}, p95`, quantile(times, 0.95), 'ms', p95);
  row(`${what}, worst`, quantile(times, 1), 'ms', WORST_MS);
  row(`${name}: tasks of more than 50 ms while typing`, tasks.length, '', 0);
}

// How long from a keystroke to the manifests on the screen, and how much a first visit loads.
//
// The values have 50 pools. Each keystroke changes a number of one pool; the clock starts when the
// browser got the key and stops when the changed line stands in the document of the page.

import { gzipSync } from 'node:zlib';
import { launch } from './browser.js';
import { Editor } from './editor.js';
import { serve } from './site.js';

/** @import { Page } from 'playwright-core' */

const POOLS = 50;
const KEYSTROKES = 100;
const REST_MS = 60;

function values() {
  const pools = Array.from(
    { length: POOLS },
    (_, index) => `  pool-${index}:
    replicas: 1
    labels:
      tier: t${index}
    resources:
      requests: { cpu: 100m, memory: 128Mi }
      limits: { cpu: 200m, memory: 256Mi }
    nodeSelector:
      disk: ssd
    tolerations:
      - key: dedicated
        operator: Equal
        value: pool-${index}
        effect: NoSchedule
`,
  );
  return `workerPools:\n${pools.join('')}  last:\n    replicas: 1`;
}

/**
 * @param {number[]} sorted
 * @param {number} share
 */
function quantile(sorted, share) {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

/** @param {Page} page */
async function keystrokes(page) {
  await page.evaluate(() => {
    const times = /** @type {number[]} */ ([]);
    const manifests = document.querySelector('[aria-label^="Manifests"] .cm-content, .cm-content[aria-label^="Manifests"]');
    if (!manifests) throw new Error('no manifests');
    let start = 0;
    addEventListener('keydown', (event) => (start = event.timeStamp), { capture: true });
    new MutationObserver(() => {
      if (start) times.push(performance.now() - start);
      start = 0;
    }).observe(manifests, { childList: true, subtree: true, characterData: true });
    Object.assign(globalThis, { times });
  });
  for (let index = 0; index < KEYSTROKES; index++) {
    await page.keyboard.press(index % 2 ? 'Backspace' : '5');
    await page.waitForTimeout(REST_MS);
  }
  const times = await page.evaluate(() => /** @type {{ times: number[] }} */ (/** @type {unknown} */ (globalThis)).times);
  return times.sort((a, b) => a - b);
}

/** @param {string} url */
async function firstLoad(url) {
  const browser = await launch();
  /** By name: what the cache answers the second time counts once. @type {Map<string, number>} */
  const sizes = new Map();
  const page = await browser.newPage();
  /** @type {Promise<unknown>[]} */
  const bodies = [];
  page.on('response', (response) => {
    const body = response.body().then((bytes) => {
      const name = new URL(response.url()).pathname.split('/').at(-1) || 'index.html';
      sizes.set(name, gzipSync(bytes, { level: 9 }).length);
    });
    bodies.push(body);
  });
  await page.goto(url);
  await page.getByText('Up to date').waitFor();
  await Promise.all(bodies);
  await browser.close();
  return sizes;
}

const site = await serve();
const browser = await launch();
try {
  const editor = await Editor.open(browser, site.url);
  await editor.write(values());
  await editor.has('Deployment dagu-worker-last');
  await editor.page.waitForTimeout(1000);
  const times = await keystrokes(editor.page);
  console.log(`keystroke to manifests, ${POOLS + 1} pools, ${times.length} of ${KEYSTROKES} keystrokes:`);
  for (const [name, share] of /** @type {const} */ ([['p50', 0.5], ['p95', 0.95], ['max', 1]])) {
    console.log(`  ${name} ${quantile(times, share).toFixed(1)} ms`);
  }
  const sizes = await firstLoad(site.url);
  console.log('first load, gzip -9:');
  for (const [name, size] of sizes) console.log(`  ${(size / 1000).toFixed(1).padStart(6)} KB  ${name}`);
  const sum = [...sizes.values()].reduce((total, size) => total + size, 0);
  console.log(`  ${(sum / 1000).toFixed(1).padStart(6)} KB  in all`);
} finally {
  await browser.close();
  await site.close();
}

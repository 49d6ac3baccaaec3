// What the page says about the manifests: loading, rendering, up to date, last good, failed, too large.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutInlineCore } from './inline_core.js';
import { stage } from './stage.js';

/** @import { Page } from 'playwright-core' */

const { open } = stage();

const SLOW_MS = 8000;

/** Longer than the eye, and too short to be ended. */
const SLUGGISH_MS = 250;

/** Makes the core spend a long time on values with the word `slow`, and some on those with `sluggish`. @param {Page} page */
async function slow(page) {
  await withoutInlineCore(page);
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    const delay = `;{ const answer = onmessage; onmessage = (event) => {
      const argument = JSON.stringify(event.data.argument ?? '');
      const end = Date.now() + (argument.includes('slow') ? ${SLOW_MS} : argument.includes('sluggish') ? ${SLUGGISH_MS} : 0);
      while (Date.now() < end);
      answer(event);
    } }`;
    await route.fulfill({ response, body: (await response.text()) + delay });
  });
}

test('the state is loading until the core has answered', async () => {
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(null)));
  const editor = await open({}, (page) =>
    page.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    }),
  );
  await editor.state('Loading…').waitFor();
  release();
  await editor.state('Up to date').waitFor();
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a core that is busy is not called up to date', async () => {
  const editor = await open({}, slow);
  await editor.state('Up to date').waitFor();
  await editor.append('\n# slow');
  await editor.state('Rendering…').waitFor({ timeout: 2000 });
  assert.equal(await editor.state('Up to date').count(), 0);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('manifests follow typing that overtakes the core, and are not called up to date', async () => {
  const editor = await open({}, slow);
  await editor.state('Up to date').waitFor();
  await editor.write('# sluggish\nworkerPools:\n  one:\n    replicas: 1');
  await editor.has('Deployment dagu-worker-one');
  await editor.state('Up to date').waitFor();
  await editor.page.evaluate(() => {
    const shown = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { shown });
    const manifests = document.querySelector('.cm-content[aria-label^="Manifests"]');
    if (!manifests) throw new Error('no manifests');
    new MutationObserver(() => {
      const line = manifests.querySelector('.cm-changed')?.textContent?.trim() ?? '';
      const text = `${line}, ${document.getElementById('manifests-state')?.textContent}`;
      if (shown.at(-1) !== text) shown.push(text);
    }).observe(manifests, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  await editor.page.keyboard.type('23');
  await editor.manifests.locator('.cm-changed', { hasText: 'replicas: 123' }).waitFor();
  await editor.state('Up to date').waitFor();
  const shown = await editor.page.evaluate(
    () => /** @type {{ shown: string[] }} */ (/** @type {unknown} */ (globalThis)).shown,
  );
  assert.deepEqual(shown, ['replicas: 12, Rendering…', 'replicas: 123, Up to date']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a newer request ends a slow one after 500 ms', async () => {
  const editor = await open({}, slow);
  await editor.state('Up to date').waitFor();
  await editor.append('\n# slow');
  await editor.state('Rendering…').waitFor();
  const start = Date.now();
  await editor.write('workerPools:\n  quick:\n    replicas: 1\n');
  await editor.has('Deployment dagu-worker-quick');
  await editor.state('Up to date').waitFor();
  assert.ok(Date.now() - start < SLOW_MS / 2, `${Date.now() - start} ms`);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('the last good manifests are called so', async () => {
  const editor = await open();
  await editor.has('Deployment dagu-worker-gpu');
  await editor.append('\n  gpu: [');
  await editor.state('Last good').waitFor();
  await editor.has('Deployment dagu-worker-gpu');
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('values that are too large are not rendered, and said to be', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.write(`# ${'x'.repeat(4 * 1024 * 1024)}\n`);
  await editor.state('Too large').waitFor();
  await editor.problems.getByText('larger than 4 MiB').waitFor();
  await editor.write('workerPools:\n  small:\n    replicas: 1\n');
  await editor.has('Deployment dagu-worker-small');
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

// What the page says about the manifests: loading, rendering, up to date, last good, failed, too large.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Page } from 'playwright-core' */

const { open } = stage();

const SLOW_MS = 8000;

/** Makes the core spend a long time on values with the word `slow`. @param {Page} page */
async function slow(page) {
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    const delay = `;{ const answer = onmessage; onmessage = (event) => {
      const end = Date.now() + (JSON.stringify(event.data.argument ?? '').includes('slow') ? ${SLOW_MS} : 0);
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

// The core of the page, and the page without a working core.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { artefactWasm } from '../artefact.js';
import { withoutInlineCore } from './inline_core.js';
import { stage } from './stage.js';

/** @import { Page } from 'playwright-core' */

const DAGU_POST = join(import.meta.dirname, '..', '..', 'bin', 'dagu-post');

const { open, openInsecure } = stage();

/** @param {import('./editor.js').Editor} editor */
async function shownDigest(editor) {
  const digest = editor.page.getByText(/^[0-9a-f]{64}$/);
  await digest.waitFor();
  return digest.textContent();
}

test('the footer shows the sha256 of the core that was built', async () => {
  const editor = await open();
  const built = createHash('sha256').update(readFileSync(artefactWasm())).digest('hex');
  assert.equal(await shownDigest(editor), built);
  await editor.close();
});

test('the footer shows what dagu-post --version prints', async () => {
  assert.ok(existsSync(DAGU_POST), `${DAGU_POST} does not exist: run \`cargo xtask build\``);
  const version = execFileSync(DAGU_POST, ['--version'], { encoding: 'utf8' });
  const editor = await open();
  assert.ok(version.includes((await shownDigest(editor)) ?? '?'), version);
  await editor.close();
});

test('without a secure context the page works and says why it shows no sha256', async () => {
  const editor = await openInsecure();
  await editor.has('Deployment dagu-ui');
  await editor.page.getByText('only on localhost or over HTTPS', { exact: false }).waitFor();
  await editor.close();
});

test('a core that cannot be loaded is reported, and loaded again by Retry', async () => {
  const editor = await open({}, (page) => page.route('**/*.wasm', (route) => route.abort()));
  await editor.problems.getByText('cannot load the WebAssembly module', { exact: false }).waitFor();
  await editor.page.getByText('Failed', { exact: true }).waitFor();
  await editor.page.unroute('**/*.wasm');
  await editor.page.getByRole('button', { name: 'Retry' }).click();
  await editor.page.getByText('Up to date').waitFor();
  await editor.has('Deployment dagu-ui');
  await editor.close();
});

test('a worker that cannot be started is reported, and started again by Retry', async () => {
  let isBroken = true;
  const editor = await open({}, async (page) => {
    const failed = page.waitForEvent('requestfailed');
    await page.route('**/worker-*.js', (route) => (isBroken ? route.abort() : route.continue()));
    // The worker fails before the page asks it.
    await page.route('**/page-*.js', async (route) => {
      await failed;
      await route.continue();
    });
  });
  await editor.problems.getByText('cannot start the Web Worker').waitFor();
  isBroken = false;
  await editor.page.getByRole('button', { name: 'Retry' }).click();
  await editor.state('Up to date').waitFor();
  await editor.close();
});

test('a core that fails during a request is replaced', async () => {
  const editor = await open({}, async (page) => {
    await withoutInlineCore(page);
    await page.addInitScript(() => {
      // The second request to each core of this page is invalid, so the core fails.
      const { postMessage } = Worker.prototype;
      const requests = new WeakMap();
      Worker.prototype.postMessage = function (/** @type {import('../src/core/protocol').ToWorker} */ message) {
        const isRender = message.kind === 'ask' && message.question === 'render';
        if (isRender) requests.set(this, (requests.get(this) ?? 0) + 1);
        const isSecond = isRender && requests.get(this) === 2;
        postMessage.call(this, isSecond ? { ...message, argument: { values: 'none' } } : message);
      };
    });
  });
  await editor.has('Deployment dagu-ui');
  await editor.append('\n');
  await editor.problems.getByText('internal error', { exact: false }).waitFor();
  await editor.page.getByText('These manifests are out of date').waitFor();
  await editor.append('\n');
  await editor.page.getByText('Up to date').waitFor();
  await editor.close();
});

/** Records how the core is compiled. @param {Page} page */
const recordCompiling = (page) =>
  page.addInitScript(() => {
    const compiled = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { compiled });
    for (const name of /** @type {const} */ (['compile', 'compileStreaming'])) {
      const compile = /** @type {(source: any) => Promise<WebAssembly.Module>} */ (WebAssembly[name]);
      WebAssembly[name] = (source) => {
        compiled.push(name);
        return compile(source);
      };
    }
  });

/** @param {Page} page */
const compiled = (page) =>
  page.evaluate(() => /** @type {{ compiled: string[] }} */ (/** @type {unknown} */ (globalThis)).compiled);

test('the core is asked for once, before the worker that runs it, and compiled while it arrives', async () => {
  /** @type {string[]} */
  const asked = [];
  const editor = await open({}, async (page) => {
    await recordCompiling(page);
    page.on('request', (request) => {
      const [name] = /worker|wasm/.exec(request.url()) ?? [];
      if (name) asked.push(name);
    });
  });
  await editor.state('Up to date').waitFor();
  assert.deepEqual(asked.filter((name) => name === 'wasm'), ['wasm']);
  assert.equal(asked[0], 'wasm');
  assert.deepEqual(await compiled(editor.page), ['compileStreaming']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('the core is compiled while the scripts of the page are loaded', async () => {
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(null)));
  const editor = await open({}, async (page) => {
    await recordCompiling(page);
    await page.route('**/page-*.js', async (route) => {
      await held;
      await route.continue();
    });
  });
  await editor.page.waitForFunction(
    () => /** @type {{ compiled: string[] }} */ (/** @type {unknown} */ (globalThis)).compiled.length,
  );
  assert.equal(await editor.values.count(), 0);
  release();
  await editor.state('Up to date').waitFor();
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a server that does not know WebAssembly can serve the page', async () => {
  const editor = await open({}, async (page) => {
    await recordCompiling(page);
    await page.route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
    });
  });
  await editor.state('Up to date').waitFor();
  assert.deepEqual(await compiled(editor.page), ['compile']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a core that does not answer is given up', async () => {
  const editor = await open({}, async (page) => {
    await page.clock.install();
    await page.route('**/worker-*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()};onmessage = () => {};` });
    });
  });
  await editor.page.waitForFunction(() => document.querySelector('[role="textbox"]'));
  await editor.page.getByText(/^[0-9a-f]{64}$/).waitFor();
  // The worker gets the core and its first question together.
  await editor.page.clock.fastForward(9_000);
  assert.equal(await editor.state('Failed').count(), 0);
  await editor.page.clock.fastForward(2_000);
  await editor.problems.getByText('rendering takes too long').waitFor();
  await editor.close();
});

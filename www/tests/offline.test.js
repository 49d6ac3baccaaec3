// The page without a network: after the first load it opens from its own cache, which a new version replaces.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeServiceWorker } from '../offline.js';
import { launch } from './browser.js';
import { Editor } from './editor.js';
import { DIST, serve } from './site.js';

/** @import { Browser, Page } from 'playwright-core' */

/** @type {Browser} */
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

/**
 * Opens a page of a server that is its own, and gives the folder that the server reads.
 *
 * @param {(editor: Editor, site: Awaited<ReturnType<typeof serve>>, folder: string) => Promise<unknown>} check
 * @param {(page: Page) => Promise<unknown>} [prepare]
 */
async function withSite(check, prepare) {
  const folder = mkdtempSync(join(tmpdir(), 'dagu-page-'));
  cpSync(DIST, folder, { recursive: true });
  const site = await serve(folder);
  const editor = await Editor.open(browser, site.url, { serviceWorkers: 'allow' }, prepare);
  /** Also those of the service worker. @type {string[]} */
  const foreign = [];
  editor.page.context().on('request', (request) => {
    if (!request.url().startsWith(site.url)) foreign.push(request.url());
  });
  try {
    await editor.state('Up to date').waitFor();
    await check(editor, site, folder);
  } finally {
    await editor.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(editor.complaints, []);
  assert.deepEqual(foreign, []);
}

/** Waits until a reload needs no network. @param {Editor} editor */
const kept = ({ page }) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

/** A new version of the page, with another title. @param {string} folder @param {string} title */
function publish(folder, title) {
  const index = join(folder, 'index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace(/<title>.*<\/title>/, `<title>${title}</title>`));
  writeServiceWorker(folder);
}

/** Waits until `isSo`. @param {Editor} editor @param {() => Promise<boolean>} isSo */
async function until({ page }, isSo) {
  for (let attempt = 0; !(await isSo()); attempt++) {
    assert.ok(attempt < 200);
    await page.waitForTimeout(50);
  }
}

/** @param {Editor} editor */
const caches = ({ page }) => page.evaluate(() => globalThis.caches.keys());

test('after the first load the page reloads without a network, renders, and opens its dialogs', () =>
  withSite(async (editor, site) => {
    await kept(editor);
    await site.close();
    await editor.page.reload();
    await editor.state('Up to date').waitFor();
    await editor.append('\n  batch: {}\n');
    await editor.has('Deployment dagu-worker-batch');
    await editor.page.getByRole('button', { name: 'Install…' }).click();
    await editor.page.getByRole('dialog').getByText('helm').first().waitFor();

    await editor.page.goto(`${site.url}index.html?from=a-link`);
    await editor.state('Up to date').waitFor();
  }));

test('only requests for files of the page are answered from its cache', () =>
  withSite(async (editor, site) => {
    await kept(editor);
    const scope = await editor.page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    assert.equal(scope, site.url);
    const statuses = await editor.page.evaluate(() =>
      Promise.all(['icon.svg', 'other.json'].map(async (name) => (await fetch(name)).status)),
    );
    assert.deepEqual(statuses, [200, 404]);
    editor.complaints.length = 0;
  }));

test('a new version is taken at the next load, and an open page keeps the files of its own', () =>
  withSite(
    async (editor, _site, folder) => {
      /** Waits until the next load is of the version that was published last. */
      const taken = () => editor.page.waitForFunction(() => 'isTaken' in globalThis);
      await taken();
      const first = await caches(editor);
      publish(folder, 'second');
      await editor.page.reload();
      assert.notEqual(await editor.page.title(), 'second');
      await taken();
      await editor.page.reload();
      assert.equal(await editor.page.title(), 'second');
      assert.ok((await caches(editor)).includes(String(first[0])));
      await editor.state('Up to date').waitFor();

      publish(folder, 'third');
      await editor.page.reload();
      await taken();
      await until(editor, async () => (await caches(editor)).every((name) => !first.includes(name)));
      assert.equal((await caches(editor)).length, 2);
    },
    (page) =>
      page.addInitScript(() =>
        navigator.serviceWorker.addEventListener('controllerchange', () => Object.assign(globalThis, { isTaken: true })),
      ),
  ));

/** Whether the worker that the server has now is refused. @param {Editor} editor */
const isRefused = ({ page }) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing;
    return worker && new Promise((answer) => {
      worker.onstatechange = () => answer(worker.state === 'redundant');
    });
  });

/**
 * What `replace` publishes is refused, because one of its files is another; the page still opens without the server.
 *
 * @param {(folder: string) => void} replace
 */
const refuses = (replace) =>
  withSite(async (editor, site, folder) => {
    await kept(editor);
    const before = await caches(editor);
    replace(folder);
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>half</title>');
    assert.ok(await isRefused(editor));
    assert.deepEqual(await caches(editor), before);
    await site.close();
    await editor.page.reload();
    await editor.state('Up to date').waitFor();
    editor.complaints.length = 0;
  });

test('a version whose files are being replaced is not taken', () => refuses((folder) => publish(folder, 'second')));

test('the cache that is in use survives a failed install of the same version', () =>
  refuses((folder) => {
    appendFileSync(join(folder, 'service-worker.js'), '// Another script for the same files.\n');
  }));

test('the page works where there are no service workers', () =>
  withSite(
    async (editor) => {
      await editor.append('\n  batch: {}\n');
      await editor.has('Deployment dagu-worker-batch');
    },
    (page) => page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')),
  ));

test('a page that `helm dagu ui` serves has no service worker, and ends that of a page at the same address', () =>
  withSite(async (editor, site, folder) => {
    await kept(editor);
    const index = join(folder, 'index.html');
    const text = readFileSync(index, 'utf8');
    writeFileSync(index, text.replace('<title>', '<meta name="dagu-local" content="" /><title>'));
    await editor.page.goto(`${site.url}?local`);
    await editor.state('Up to date').waitFor();
    const registrations = () =>
      editor.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    await until(editor, async () => (await registrations()) === 0);
    await editor.page.goto(site.url);
    await editor.state('Up to date').waitFor();
    await editor.page.waitForTimeout(500);
    assert.equal(await registrations(), 0);
  }));

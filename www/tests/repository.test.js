// The page of a release links to its repository; another page has no such links.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'vite';
import { launch } from './browser.js';
import { Editor } from './editor.js';
import { DIST, serve } from './site.js';

/** @import { Browser } from 'playwright-core' */

const ROOT = join(import.meta.dirname, '..');
const REPOSITORY = 'https://example.com/owner/name';
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const FILES = `${REPOSITORY}/blob/v${version}`;

/** @type {Browser} */
let browser;

/** The page of a release. */
const released = mkdtempSync(join(tmpdir(), 'dagu-page-'));

before(async () => {
  process.env['DAGU_REPOSITORY'] = REPOSITORY;
  await build({ root: ROOT, build: { outDir: released, emptyOutDir: true }, logLevel: 'error' });
  browser = await launch();
});

after(async () => {
  await browser.close();
  rmSync(released, { recursive: true });
});

/** The targets of the external links in the footer, an explanation and the list of keys. @param {string} folder */
async function links(folder) {
  const site = await serve(folder);
  const editor = await Editor.open(browser, site.url);
  const { page } = editor;
  const within = async (/** @type {string} */ selector) => {
    const found = page.locator(`${selector} a`);
    return found.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  };
  try {
    await editor.write('workerPools:\n  gpu:\n    replicas: many\n');
    await editor.problems.getByRole('button', { name: 'Explain D0103' }).click();
    await page.getByRole('heading', { name: 'The key workerPools.gpu.replicas' }).waitFor();
    const explanation = await within('dialog');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keys (?)' }).click();
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    const keys = await within('dialog');
    await page.keyboard.press('Escape');
    await editor.values.focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F1');
    await page.locator('.cm-key').waitFor();
    return { footer: await within('footer'), explanation, keys, key: await within('.cm-key') };
  } finally {
    await editor.close();
    await site.close();
    assert.deepEqual(editor.complaints, []);
  }
}

/** The anchors of a document, as a repository makes them of its headings. @param {string} path */
function anchors(path) {
  const headings = readFileSync(join(ROOT, '..', path), 'utf8').match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) => heading.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-'));
}

test('the page of a release links to the source, the explanations and the reference of its version', async () => {
  const reference = `${FILES}/chart/README.md#all-values`;
  const explanation = `${FILES}/docs/diagnostics.md#d0103-wrong-type`;
  assert.deepEqual(await links(released), {
    footer: ['https://github.com/dagucloud/dagu', `${FILES}/README.md`],
    explanation: ['#D0103', reference, explanation],
    keys: [reference],
    key: [reference],
  });
  for (const link of [reference, explanation]) {
    const [path = '', anchor = ''] = link.slice(FILES.length + 1).split('#');
    assert.ok(anchors(path).includes(anchor), `${path} has no heading for #${anchor}`);
  }
});

test('another page links to no repository of its own', async () => {
  assert.deepEqual(await links(DIST), {
    footer: ['https://github.com/dagucloud/dagu'],
    explanation: ['#D0103'],
    keys: [],
    key: [],
  });
});

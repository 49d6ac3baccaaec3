// Explanations of codes, and the list of keys: both load when they are asked for.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const PAGES = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'diagnostics.md'), 'utf8');

const { openForEach } = stage();

/** @type {Editor} */
let editor;
/** Scripts that the page asked for. @type {string[]} */
let scripts;

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await opened.state('Up to date').waitFor();
    scripts = [];
    opened.page.on('request', (request) => scripts.push(request.url()));
  },
);

/** @param {string} name */
const dialog = (name) => editor.page.getByRole('dialog', { name });

test('the list explains a code with the text of `helm dagu explain`', async () => {
  await editor.write('workerPools:\n  gpu:\n    replcas: 1\n');
  await editor.problems.getByRole('button', { name: 'Explain D0102' }).click();
  const shown = dialog('D0102 unknown-key');
  await shown.getByText('helm dagu explain D0102').waitFor();
  const [, page = ''] = /\n## D0102 unknown-key\n([^]*?)\n## /.exec(PAGES) ?? [];
  const flat = (/** @type {string | null} */ text) => (text ?? '').replaceAll('`', '').replace(/\s+/g, ' ');
  const text = flat(await shown.textContent());
  for (const paragraph of page.split(/\n\n|```\w*\n|\n```/)) {
    assert.ok(text.includes(flat(paragraph).trim()), `${paragraph} is missing in ${text}`);
  }

  await editor.page.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  const focused = await editor.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(focused, 'Explain D0102');
});

test('the explanation loads when it is asked for, and shows the documentation of the key', async () => {
  await editor.write('persistence:\n  storageClass: nfs-client\n  size: many\n');
  await editor.marked.first().waitFor();
  assert.deepEqual(scripts.filter((url) => url.includes('Explanation')), []);
  await editor.problems.getByRole('button', { name: /^Explain D/ }).first().click();
  await editor.page.getByRole('heading', { name: 'The key persistence.size' }).waitFor();
  await editor.page.getByRole('dialog').getByText('Default: 10Gi').waitFor();
  assert.ok(scripts.some((url) => url.includes('Explanation')), String(scripts));
});

test('the tooltip of a finding explains its code', async () => {
  await editor.write('workerPools:\n  gpu:\n    replcas: 1\n');
  await editor.marked.hover();
  const tooltip = editor.page.locator('.cm-diagnostic');
  await tooltip.locator('code', { hasText: 'replcas' }).waitFor();
  assert.doesNotMatch((await tooltip.textContent()) ?? '', /`/);
  await tooltip.getByText('Explain D0102').click();
  await dialog('D0102 unknown-key').waitFor();
});

test('? lists the keys, and each opens to its documentation and its own keys', async () => {
  await editor.page.getByRole('button', { name: 'Keys (?)' }).focus();
  await editor.page.keyboard.press('?');
  const shown = dialog('Keys');
  await shown.getByText('go to the next or the previous problem').waitFor();
  await shown.locator('summary').filter({ hasText: 'persistence' }).click();
  await shown.locator('summary').filter({ hasText: /^size / }).click();
  await shown.getByText('Default: 10Gi').waitFor();
  await shown.locator('summary').filter({ hasText: 'workerPools' }).click();
  await shown.getByText('With any name:').first().waitFor();
  await shown.locator('summary').filter({ hasText: /^replicas / }).first().waitFor();
});

test('? typed into a text is a character', async () => {
  await editor.write('# ');
  await editor.page.keyboard.press('?');
  assert.equal(await editor.text(), '# ?');
  await editor.page.getByLabel('Namespace').focus();
  await editor.page.keyboard.press('?');
  assert.equal(await editor.page.getByLabel('Namespace').inputValue(), '?');
  assert.equal(await editor.page.getByRole('dialog').count(), 0);
});

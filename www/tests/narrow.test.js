// The page on a narrow screen: one pane at a time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

const { open } = stage();

test('panes are tabs, for pointer and arrow keys', async () => {
  const editor = await open({ viewport: { width: 390, height: 844 } });
  const values = editor.page.getByRole('tabpanel', { name: 'Values' });
  const manifests = editor.page.getByRole('tabpanel', { name: 'Manifests' });
  await values.waitFor();
  assert.equal(await manifests.isVisible(), false);

  await editor.page.getByRole('tab', { name: 'Manifests' }).click();
  await editor.manifests.getByText('apiVersion', { exact: false }).first().waitFor();
  assert.equal(await values.isVisible(), false);

  await editor.page.keyboard.press('ArrowLeft');
  await values.waitFor();
  assert.equal(await manifests.isVisible(), false);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('nothing is wider than the screen', async () => {
  const editor = await open({ viewport: { width: 390, height: 844 } });
  await editor.page.getByText('Core sha256').waitFor();
  const width = await editor.page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 390);
  await editor.close();
});

test('inputs have 16 px, so that phones do not zoom in on focus', async () => {
  const editor = await open({ viewport: { width: 390, height: 844 } });
  await editor.values.waitFor();
  await editor.values.focus();
  await editor.page.keyboard.press('ControlOrMeta+f');
  await editor.page.locator('.cm-search').waitFor();
  const sizes = await editor.page
    .locator('input:not([type=checkbox]):not([type=radio]):not([type=file]), select, textarea, .cm-content[contenteditable=true]')
    .evaluateAll((fields) => fields.map((field) => `${field.getAttribute('name')} ${getComputedStyle(field).fontSize}`));
  assert.ok(sizes.length > 5, String(sizes));
  assert.deepEqual(sizes.filter((size) => !size.endsWith(' 16px')), []);
  await editor.close();
});

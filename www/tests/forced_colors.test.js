// Forced colours keep focus rings, marks and states, although they drop backgrounds and shadows.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stage } from './stage.js';
import { FAULTY } from './views.js';

/** @import { Locator } from 'playwright-core' */
/** @import { Editor } from './editor.js' */

const { open } = stage();

/** @type {Editor} */
let editor;

before(async () => {
  editor = await open({ forcedColors: 'active' });
  await editor.state('Up to date').waitFor();
});

after(() => editor.close());

/** The computed value of a property. @param {Locator} locator @param {string} property */
function style(locator, property) {
  return locator.first().evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property);
}

test('the colours are forced', async () => {
  assert.ok(await editor.page.evaluate(() => matchMedia('(forced-colors: active)').matches));
});

test('both editors and a button show the focus', async () => {
  for (const content of [editor.values, editor.manifests]) {
    await content.focus();
    assert.equal(await style(content.locator('..'), 'outline-style'), 'solid');
  }
  await editor.page.keyboard.press('Escape');
  await editor.page.keyboard.press('Tab');
  assert.equal(await style(editor.page.locator(':focus-visible'), 'outline-style'), 'solid');
});

test('the chosen tab differs from the others', async () => {
  const tab = editor.page.getByRole('tab');
  const chosen = await style(tab.and(editor.page.locator('[aria-selected=true]')), 'border-bottom-color');
  assert.notEqual(await style(tab.and(editor.page.locator('[aria-selected=false]')), 'border-bottom-color'), chosen);
});

test('the object in view is framed in the outline', async () => {
  assert.equal(await style(editor.objects.locator('[aria-current]'), 'outline-style'), 'solid');
  assert.equal(await style(editor.objects.locator('button:not([aria-current])'), 'outline-style'), 'none');
});

test('findings are marked by form, each severity by its own', async () => {
  await editor.write(FAULTY);
  await editor.marked.first().waitFor();
  assert.equal(await style(editor.marked, 'text-decoration-style'), 'wavy');
  assert.equal(await style(editor.page.locator('.cm-lintRange-warning'), 'text-decoration-style'), 'dashed');
  const canvas = await style(editor.page.locator('.cm-gutters'), 'background-color');
  assert.notEqual(await style(editor.page.locator('.cm-lint-marker-error'), 'background-color'), canvas);
  await editor.values.focus();
  await editor.page.keyboard.press('F8');
  assert.equal(await style(editor.problems.locator('.pointed'), 'border-left-style'), 'solid');
});

test('the chosen completion differs from the others', async () => {
  await editor.write('workerPools:\n  gpu:\n    re');
  await editor.page.keyboard.press('Control+Space');
  const option = editor.page.getByRole('option');
  assert.equal(await style(option.and(editor.page.locator('[aria-selected]')), 'outline-style'), 'solid');
  assert.equal(await style(option.and(editor.page.locator(':not([aria-selected])')), 'outline-style'), 'none');
});

test('a selection and a changed line are framed', async () => {
  await editor.write('persistence:\n  storageClass: nfs-client\nworkerPools:\n  general:\n    replicas: 4\n');
  await editor.state('Up to date').waitFor();
  await editor.page.locator('.cm-changed').first().waitFor();
  assert.equal(await style(editor.page.locator('.cm-changed'), 'border-left-style'), 'dashed');
  await editor.page.keyboard.press('ControlOrMeta+a');
  assert.equal(await style(editor.page.locator('.cm-selectionBackground'), 'outline-style'), 'solid');
});

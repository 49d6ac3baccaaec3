// Fixes: in the list, in the tooltip, by keyboard, and all safe ones at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  (opened) => opened.state('Up to date').waitFor(),
);

const TYPO = 'workerPools:\n  gpu:\n    replcas: 1 # one\n';
const FIXED = 'workerPools:\n  gpu:\n    replicas: 1 # one\n';
const MODE = 'image:\n  pullPolicy: Allways\n';

/** @param {string} name */
function button(name) {
  return editor.problems.getByRole('button', { name, exact: true });
}

test('a fix button in the list is one undo step', async () => {
  await editor.write(TYPO);
  await button('Rename it to replicas').click();
  assert.equal(await editor.text(), FIXED);
  await editor.has('Deployment dagu-worker-gpu');
  await editor.page.keyboard.press('ControlOrMeta+z');
  assert.equal(await editor.text(), TYPO);
});

test('a key that stands beside its empty pool is indented by its fix, with the whole block', async () => {
  await editor.write('workerPools:\n  gpu:\n  replicas: 1\n  labels:\n    gpu: "true"\n');
  await button('Fix 2 safe problems').click();
  assert.equal(await editor.text(), 'workerPools:\n  gpu:\n    replicas: 1\n    labels:\n      gpu: "true"\n');
  await editor.has('Deployment dagu-worker-gpu');
});

test('Fix N safe problems is one undo step and leaves the unsafe ones', async () => {
  const text = `${TYPO}    labels:\n      gpu: true\n${MODE}`;
  await editor.write(text);
  await button('Fix 2 safe problems').click();
  const fixed = `${FIXED}    labels:\n      gpu: "true"\n${MODE}`;
  assert.equal(await editor.text(), fixed);
  await editor.page.keyboard.press('ControlOrMeta+z');
  assert.equal(await editor.text(), text);
});

test('Ctrl+. applies the safe fix of the line', async () => {
  await editor.write(TYPO);
  await editor.marked.waitFor();
  await editor.page.keyboard.press('ArrowUp');
  await editor.page.keyboard.press('ControlOrMeta+.');
  assert.equal(await editor.text(), FIXED);
});

test('the tooltip offers the fix', async () => {
  await editor.write(TYPO);
  await editor.marked.hover();
  await editor.page.getByRole('tooltip').or(editor.page.locator('.cm-tooltip')).getByText('Rename it to replicas').click();
  assert.equal(await editor.text(), FIXED);
});

test('an unsafe fix shows what it changes first', async () => {
  await editor.write(MODE);
  await button('Replace it with Always…').click();
  const shown = editor.problems.getByRole('group', { name: 'What the fix changes' });
  assert.equal((await shown.locator('del').textContent())?.trim(), 'removed: -   pullPolicy: Allways');
  assert.equal((await shown.locator('ins').textContent())?.trim(), 'added: +   pullPolicy: Always');
  assert.equal(await editor.text(), MODE);

  await editor.page.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  assert.ok(await editor.values.evaluate((element) => element === document.activeElement));

  await editor.page.keyboard.press('ArrowUp');
  await editor.page.keyboard.press('ControlOrMeta+.');
  await editor.page.keyboard.press('Enter');
  assert.equal(await editor.text(), 'image:\n  pullPolicy: Always\n');
});

test('F8 goes from problem to problem, in the text and in the list, without a tooltip', async () => {
  await editor.write(`${TYPO}${MODE}`);
  await editor.marked.first().waitFor();
  await editor.page.keyboard.press('ControlOrMeta+Home');
  for (const found of ['replcas', 'Allways', 'replcas']) {
    await editor.page.keyboard.press('F8');
    assert.equal(await editor.page.evaluate(() => String(getSelection())), found);
    const pointed = editor.problems.locator('[aria-current=true]');
    assert.match((await pointed.textContent()) ?? '', new RegExp(found));
  }
  assert.equal(await editor.page.locator('.cm-tooltip').count(), 0);
  await editor.page.keyboard.press('Shift+F8');
  assert.equal(await editor.page.evaluate(() => String(getSelection())), 'Allways');
});

test('Escape closes the tooltip', async () => {
  await editor.write(TYPO);
  await editor.marked.hover();
  await editor.page.locator('.cm-tooltip').waitFor();
  await editor.page.keyboard.press('Escape');
  await editor.page.locator('.cm-tooltip').waitFor({ state: 'detached' });
});

test('the status names the first error', async () => {
  await editor.write(TYPO);
  await editor.status.filter({ hasText: 'The first: line 3, unknown key replcas.' }).waitFor();
});

test('the second problem list of CodeMirror is gone', async () => {
  await editor.write(TYPO);
  await editor.marked.waitFor();
  await editor.page.keyboard.press('ControlOrMeta+Shift+m');
  assert.equal(await editor.page.locator('.cm-panel-lint').count(), 0);
});

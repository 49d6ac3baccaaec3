// Which of several values files sets a value, and what another one overrides.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

/** @type {Editor} */
let editor;

const BASE = 'worker:\n  nodeSelector:\n    disk: ssd\nworkerPools:\n  batch:\n    replicas: 2\n    labels: {zone: a}\n';
const PRODUCTION = '# production\nworkerPools:\n  batch:\n    replicas: 5\n    priorityClassName: high\n';

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await opened.state('Up to date').waitFor();
    await opened.write(BASE);
    await opened.drop('production.yaml', PRODUCTION);
    await opened.page.getByRole('button', { name: 'Add it after values.yaml' }).click();
    await opened.has('Deployment dagu-worker-batch');
  },
);

/** @param {string} name */
const open = (name) => editor.page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
const dimmed = () => editor.values.locator('.cm-overridden');

/** Describes the key of a line of the values. @param {string} line */
async function describe(line) {
  await editor.values.getByText(line).first().click();
  await editor.page.keyboard.press('F1');
  const tooltip = editor.page.locator('.cm-tooltip');
  await tooltip.waitFor();
  const text = (await tooltip.textContent()) ?? '';
  await editor.page.keyboard.press('Escape');
  await tooltip.waitFor({ state: 'detached' });
  return text;
}

test('what a later file overrides is dimmed, and its description says where', async () => {
  await open('values.yaml');
  await dimmed().first().waitFor();
  assert.equal((await dimmed().allTextContents()).join(''), 'replicas: 2');
  assert.match(await describe('replicas'), /No effect here: production\.yaml, line 4 overrides it\./);
  assert.match(await describe('disk'), /Set in no other file\./);
});

test('the key that overrides says what', async () => {
  await editor.values.getByText('replicas').waitFor();
  await editor.page.waitForTimeout(500);
  assert.equal(await dimmed().count(), 0);
  assert.match(await describe('replicas'), /Overrides values\.yaml, line 6\./);
});

test('a pool that a later file removes has no effect as a whole', async () => {
  await editor.write('workerPools:\n  batch: null\n');
  await editor.entry('Deployment dagu-worker-batch').waitFor({ state: 'detached' });
  await open('values.yaml');
  await dimmed().nth(2).waitFor();
  assert.equal((await dimmed().allTextContents()).join('\n'), 'batch:\n    replicas: 2\n    labels: {zone: a}');
});

test('a setting that is inherited from another file is described with its file and line', async () => {
  await editor.write(`${PRODUCTION}    nodeSelector:\n      gpu: a\n`);
  await editor.state('Up to date').waitFor();
  await editor.page.waitForTimeout(500);
  assert.match(await describe('nodeSelector'), /Inherits worker\.nodeSelector, values\.yaml line 3\./);
});

test('a key that is completed says which file sets it', async () => {
  await editor.write('workerPools:\n  batch:\n    priorityClassName: high\n    ');
  await editor.state('Up to date').waitFor();
  await editor.page.waitForTimeout(500);
  await editor.page.keyboard.press('Control+Space');
  await editor.page.getByRole('option', { name: /^replicas/ }).waitFor();
  await editor.page.locator('.cm-completionInfo').getByText('Set by values.yaml, line 6.').waitFor();
});

test('a manifest line that comes from another file leads there', async () => {
  await editor.entry('Deployment dagu-worker-batch').click();
  await editor.manifests.getByText('disk: ssd').first().click();
  await editor.page.getByText('comes from worker.nodeSelector.disk, line 3 of values.yaml').waitFor();
  await editor.page.getByRole('button', { name: 'Show value' }).click();
  await editor.page.getByRole('tab', { name: /^values.yaml/, selected: true }).waitFor();
  assert.equal(await editor.page.evaluate(() => String(getSelection())), 'disk');
});

test('the overridden part moves with the text while it is typed', async () => {
  await open('values.yaml');
  await dimmed().first().waitFor();
  await editor.values.focus();
  await editor.page.keyboard.press('ControlOrMeta+Home');
  await editor.page.keyboard.insertText('broken: [\n');
  await editor.old.waitFor();
  assert.equal((await dimmed().allTextContents()).join(''), 'replicas: 2');
});

// Which manifest lines a value makes, and where a line comes from.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

/** `replicas` and `memory` have the same text twice: a name or a text does not tell where a line comes from. */
const VALUES = `workerPools:
  first:
    replicas: 2
    resources:
      limits: { memory: 1Gi }
  second:
    replicas: 2
    resources:
      limits:
        memory: 1Gi
    labels:
      zone: west
`;

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await opened.write(VALUES);
    await opened.has('Deployment dagu-worker-second');
    await opened.page.getByText('Up to date').waitFor();
  },
);

/** Puts the cursor on a line of the values. @param {number} line from 1 */
async function cursorOn(line) {
  await editor.values.focus();
  await editor.page.keyboard.press('ControlOrMeta+Home');
  for (let at = 1; at < line; at++) await editor.page.keyboard.press('ArrowDown');
}

/** The lines that are lit once `text` is among them. @param {string} text */
async function lit(text) {
  await editor.manifests.locator('.cm-lit', { hasText: text }).first().waitFor();
  return (await editor.manifests.locator('.cm-lit').allTextContents()).map((line) => line.trim());
}

/** @param {string} title @param {string} line */
async function choose(title, line) {
  await editor.object(title);
  await editor.manifests.locator('.cm-line', { hasText: line }).first().click();
  return editor.page.getByRole('region', { name: 'Manifests' }).getByRole('status').filter({ hasText: /line \d+/i });
}

test('the cursor on a value lights up its manifest lines, and shows the object that it makes', async () => {
  await editor.entry('Secret dagu-admin').click();
  await editor.page.getByRole('heading', { name: 'Secret dagu-admin' }).waitFor();
  await cursorOn(7);
  assert.deepEqual(await lit('replicas: 2'), ['replicas: 2']);
  await editor.page.getByRole('heading', { name: 'Deployment dagu-worker-second' }).waitFor();
  await cursorOn(10);
  assert.deepEqual(await lit('memory: 1Gi'), ['memory: 1Gi']);
  await cursorOn(12);
  assert.ok((await lit('zone=west')).every((line) => line.includes('west')));
});

test('a click on a manifest line shows the value that it comes from', async () => {
  const origin = await choose('Deployment dagu-worker-second', 'memory: 1Gi');
  await origin.getByText('workerPools.second.resources.limits.memory').waitFor();
  assert.match((await origin.textContent()) ?? '', /line 10 of your values/);
  await origin.getByRole('button', { name: 'Show value' }).click();
  assert.equal(await editor.page.evaluate(() => String(getSelection())), '1Gi');
});

test('by keyboard, Enter shows where the line of the cursor comes from', async () => {
  await editor.entry('Deployment dagu-worker-first').click();
  await editor.page.keyboard.press('ControlOrMeta+f');
  await editor.page.keyboard.type('replicas: 2');
  await editor.page.keyboard.press('Enter');
  await editor.page.keyboard.press('Escape');
  await editor.page.keyboard.press('Enter');
  await editor.page.getByText('workerPools.first.replicas').waitFor();
});

test('a line that the values do not make is a default, which is set with a click', async () => {
  const origin = await choose('Deployment dagu-ui', 'replicas: 1');
  await origin.getByText('default of').waitFor();
  assert.match((await origin.textContent()) ?? '', /default of ui\.replicas, 1\./);
  await origin.getByRole('button', { name: 'Set it' }).click();
  await editor.values.getByText('ui:').waitFor();
  const text = (await editor.values.locator('.cm-line').allTextContents()).join('\n');
  assert.equal(text, `${VALUES.trimEnd()}\nui:\n  replicas: 1\n`);
  await editor.page.keyboard.insertText('4');
  assert.match(await editor.object('Deployment dagu-ui'), /^ {2}replicas: 4$/m);
});

test('a line that no value changes is said to be so', async () => {
  const origin = await choose('Deployment dagu-ui', 'apiVersion: apps/v1');
  await origin.filter({ hasText: 'No single value changes line' }).waitFor();
});

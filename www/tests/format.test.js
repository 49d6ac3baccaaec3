// Format: regular indentation and quotes, with the comments and the meaning kept.

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

const format = () => editor.page.getByRole('button', { name: 'Format', exact: true }).click();
const refusal = () => editor.page.getByRole('alert').filter({ hasText: 'Not formatted' });

/** Waits until the text is this one. @param {string} text */
async function becomes(text) {
  for (let attempt = 0; attempt < 50 && (await editor.text()) !== text; attempt++) await editor.page.waitForTimeout(100);
  assert.equal(await editor.text(), text);
}

const UGLY = `# top
workerPools:
      gpu:   # one
         replicas:   1
         labels: {
           gpu: 'true',
           zone: "a" }
         tolerations:
         - key: gpu

           operator: 'Exists'   # why
`;

const REGULAR = `# top
workerPools:
  gpu:
    # one
    replicas: 1
    labels:
      gpu: "true"
      zone: "a"
    tolerations:
      - key: gpu

        operator: "Exists" # why
`;

test('Format makes indentation and quotes regular, keeps comments, and is one step to undo', async () => {
  await editor.write(UGLY);
  await editor.has('Deployment dagu-worker-gpu');
  await format();
  await becomes(REGULAR);
  await editor.state('Up to date').waitFor();
  await editor.page.keyboard.press('ControlOrMeta+z');
  assert.equal(await editor.text(), UGLY);
});

test('Shift+Alt+F formats, and a formatted text stays as it is', async () => {
  await editor.write(UGLY);
  await editor.page.keyboard.press('Shift+Alt+F');
  await becomes(REGULAR);
  await editor.page.keyboard.press('Shift+Alt+F');
  await editor.page.getByText('It is formatted already').waitFor();
  assert.equal(await editor.text(), REGULAR);
});

test('scalars that YAML 1.1 reads in its own way stay as they are written', async () => {
  const scalars = ['on', '007', '1e3', '"on"', '0o7', '1_000', '~', '12:30', '0x1F', '.5', 'no'];
  const text = scalars.map((scalar, index) => `key${index}:   ${scalar}\n`).join('');
  await editor.write(text);
  await format();
  await becomes(text.replaceAll(':   ', ': '));
});

test('text that is not YAML is not formatted, and the page says why', async () => {
  const text = 'workerPools:\n  gpu: [\n';
  await editor.write(text);
  await format();
  await refusal().waitFor();
  assert.match((await refusal().textContent()) ?? '', /this \[ is never closed/);
  assert.equal(await editor.text(), text);
  await refusal().getByRole('button', { name: 'Dismiss' }).click();
  await refusal().waitFor({ state: 'detached' });
});

test('every example of the chart keeps its values when it is formatted', async () => {
  for (const name of ['gpu', 'existing-secrets', 'from-the-public-chart']) {
    await editor.page.getByRole('button', { name: 'Start from…' }).click();
    await editor.page.getByRole('button', { name, exact: true }).click();
    await editor.state('Up to date').waitFor();
    await format();
    await editor.page.getByText(/^(Formatted|It is formatted already)$/).waitFor();
    assert.equal(await refusal().count(), 0);
  }
});

// Huge and hostile text: one sentence at the right place, and a page that goes on.

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

/** The text that is marked as wrong. */
async function marked() {
  await editor.marked.first().waitFor();
  return (await editor.marked.allTextContents()).join('');
}

test('30,000 items of a list are rendered', async () => {
  const items = Array.from({ length: 30_000 }, (_, index) => `  - {name: V${index}, value: "1"}\n`);
  await editor.write('# Many variables.\n');
  await editor.paste(`extraEnv:\n${items.join('')}`);
  await editor.page.getByText('V29999').or(editor.state('Up to date')).first().waitFor();
  await editor.state('Up to date').waitFor();
  await editor.page.getByRole('searchbox', { name: 'Filter objects and lines' }).fill('V29999');
  await editor.objects.locator('.line').first().waitFor();
});

test('a Kubernetes manifest pasted as values gets one sentence without a fix', async () => {
  await editor.write('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n');
  await editor.problems.getByText('1 error').waitFor();
  await editor.problems.getByText(/manifest/).first().waitFor();
  assert.equal(await editor.problems.getByRole('button', { name: /safe|Rename|Replace|Remove/ }).count(), 0);
});

test('an unclosed bracket is told at the bracket', async () => {
  await editor.write('persistence:\n  storageClass: nfs\nimagePullSecrets: [\nworkerPools:\n  gpu:\n    replicas: 1\n');
  assert.equal(await marked(), '[');
  await editor.problems.getByText(/line 3/).waitFor();
});

test('a wrong quantity marks the value', async () => {
  await editor.write('workerPools:\n  gpu:\n    resources:\n      limits:\n        memory: 12Gib\n');
  assert.equal(await marked(), '12Gib');
});

// The page in a browser, with valid, invalid and incomplete values.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { open } = stage();

/** @type {Editor} */
let editor;

beforeEach(async () => {
  editor = await open();
});

afterEach(async () => {
  const { complaints } = editor;
  await editor.close();
  assert.deepEqual(complaints, []);
});

test('the initial values are rendered without errors', async () => {
  await editor.has('Deployment dagu-worker-general');
  await editor.has('Deployment dagu-worker-gpu');
  await editor.page.getByText('Up to date').waitFor();
  assert.equal(await editor.problems.getByText('error').count(), 0);
});

test('a new pool becomes a Deployment, which scrolls into view', async () => {
  await editor.has('Deployment dagu-worker-gpu');
  await editor.append('\n  batch:\n    replicas: 3\n');
  await editor.manifests.getByText('name: dagu-worker-batch', { exact: true }).waitFor();
  const deployment = await editor.object('Deployment dagu-worker-batch');
  assert.match(deployment, /^ {2}replicas: 3$/m);
  assert.match(deployment, /^kind: Deployment$/m);
});

test('removing a pool removes its Deployment', async () => {
  await editor.write('workerPools:\n  general:\n    replicas: 1\n  batch:\n    replicas: 1\n');
  await editor.has('Deployment dagu-worker-batch');
  await editor.write('workerPools:\n  general:\n    replicas: 1\n');
  await editor.entry('Deployment dagu-worker-batch').waitFor({ state: 'detached' });
});

test('a typo is marked in the text and listed with the nearest key', async () => {
  await editor.write('# Für die Größe: 🚀🚀\nworkerPools:\n  gpu:\n    replcas: 1\n');
  await editor.marked.waitFor();
  assert.deepEqual(await editor.marked.allTextContents(), ['replcas']);
  const problem = editor.problems.getByRole('button', { name: /replcas/ });
  assert.match((await problem.textContent()) ?? '', /`?replicas`?\?/);
  assert.match((await problem.textContent()) ?? '', /line 4/);

  await problem.click();
  assert.equal(await editor.page.evaluate(() => String(getSelection())), 'replcas');
  await editor.page.keyboard.insertText('replicas');
  await editor.marked.waitFor({ state: 'detached' });
  await editor.has('Deployment dagu-worker-gpu');
});

test('invalid YAML keeps the last manifests, marked as out of date, also for screen readers', async () => {
  await editor.write('workerPools:\n  general:\n    replicas: 7\n');
  assert.match(await editor.object('Deployment dagu-worker-general'), /^ {2}replicas: 7$/m);
  const titles = await editor.titles();

  await editor.append('  gpu: [\n');
  await editor.old.waitFor();
  await editor.status.filter({ hasText: /error.*out of date/ }).waitFor();
  assert.deepEqual(await editor.titles(), titles);
  assert.match(await editor.object('Deployment dagu-worker-general'), /^ {2}replicas: 7$/m);

  await editor.append(']');
  await editor.write('workerPools:\n  general:\n    replicas: 8\n');
  await editor.old.waitFor({ state: 'detached' });
  assert.match(await editor.object('Deployment dagu-worker-general'), /^ {2}replicas: 8$/m);
});

test('release name and namespace are used in the manifests', async () => {
  await editor.has('Deployment dagu-ui');
  await editor.page.getByLabel('Release name').fill('team');
  await editor.has('Deployment team-dagu-ui');
  await editor.page.getByLabel('Namespace').fill('flows');
  await editor.page.getByText('Up to date').waitFor();
});

test('the Dagu version decides what is rendered', async () => {
  await editor.has('Deployment dagu-coordinator');
  await editor.page.getByLabel('Dagu version').fill('1.12.0');
  await editor.entry('Deployment dagu-coordinator').waitFor({ state: 'detached' });
  await editor.has('Deployment dagu-ui');
});

test('a generated Secret is shown without its data', async () => {
  const secret = await editor.object('Secret dagu-admin');
  assert.match(secret, /^kind: Secret$/m);
  assert.doesNotMatch(secret, /^(data|stringData):/m);
});

test('fast typing renders only the final values', async () => {
  await editor.write('workerPools:\n  general:\n    replicas: 2\nnameOverride: ');
  await editor.page.keyboard.type('abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq');
  await editor.has('Deployment dagu-abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq-ui');
});

test('the editor can be left by keyboard', async () => {
  await editor.values.focus();
  await editor.page.keyboard.press('Escape');
  await editor.page.keyboard.press('Tab');
  assert.equal(await editor.values.evaluate((element) => element === document.activeElement), false);
});

// Completion and hover, from what the core knows about keys.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { open, openForEach } = stage();

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  (opened) => opened.state('Up to date').waitFor(),
);

const options = () => editor.page.getByRole('option');

/** Writes a text and completes at its end. @param {string} text */
async function completeAfter(text) {
  await editor.write(text);
  await editor.page.keyboard.press('Control+Space');
  await options().first().waitFor();
  return (await editor.page.locator('.cm-completionLabel').allTextContents()).slice(0, 60);
}

test('keys that are not there yet are completed, the usual ones first', async () => {
  const names = await completeAfter('workerPools:\n  gpu:\n    labels: {}\n    ');
  assert.deepEqual(names.slice(0, 3), ['replicas', 'resources', 'nodeSelector']);
  assert.ok(names.includes('topologySpreadConstraints'), String(names));
  assert.ok(!names.includes('labels'), String(names));
  assert.ok(!names.includes('persistence'), String(names));
});

test('a completed map opens a level and a completed list an item', async () => {
  await editor.write('workerPools:\n  gpu:\n    ');
  await editor.page.keyboard.type('toler', { delay: 20 });
  await options().and(editor.page.locator('[aria-selected=true]', { hasText: 'tolerations' })).waitFor();
  // The editor takes no Enter right after the options have appeared: it was meant for the text.
  await editor.page.waitForTimeout(150);
  await editor.page.keyboard.press('Enter');
  assert.equal(await editor.text(), 'workerPools:\n  gpu:\n    tolerations:\n      - ');
  const names = await completeAfter('workerPools:\n  gpu:\n    tolerations:\n      - key: gpu\n        ');
  assert.deepEqual(names.sort(), ['effect', 'operator', 'tolerationSeconds', 'value']);
});

test('choices, booleans, defaults and units are completed', async () => {
  assert.deepEqual((await completeAfter('image:\n  pullPolicy: ')).sort(), ['Always', 'IfNotPresent', 'Never']);
  assert.deepEqual((await completeAfter('ingress:\n  enabled: ')).sort(), ['false', 'true']);
  assert.deepEqual((await completeAfter('persistence:\n  accessMode: ')), ['ReadWriteMany']);
  const amounts = await completeAfter('worker:\n  resources:\n    limits:\n      memory: 3');
  assert.deepEqual(amounts.sort(), ['3Gi', '3Mi']);
});

test('completion works in half-broken YAML', async () => {
  const names = await completeAfter('ui: [\n"quo: \nworkerPools:\n  general:\n   replicas 2\n  gpu:\n    rep');
  assert.equal(names[0], 'replicas');
  assert.ok(names.includes('readinessProbe'), String(names));
});

test('a comment and a flow map have no completion that breaks them', async () => {
  for (const text of ['# rep', 'workerPools: { gpu: { rep']) {
    await editor.write(text);
    await editor.page.keyboard.press('Control+Space');
    await editor.page.waitForTimeout(200);
    assert.equal(await options().count(), 0);
  }
});

test('whole pools are offered as plain values', async () => {
  assert.deepEqual((await completeAfter('workerPools:\n  spot: {}\n  ')).sort(), ['arm64', 'gpu', 'high-memory']);
  for (const name of ['gpu', 'spot', 'high-memory', 'arm64']) {
    await editor.write('workerPools:\n  ');
    await editor.page.keyboard.type(name.slice(0, 2), { delay: 20 });
    await options().filter({ hasText: name }).click();
    assert.match(await editor.text(), new RegExp(`^workerPools:\n  ${name}:\n    replicas: \\d\n    labels:\n      `));
    await editor.has(`Deployment dagu-worker-${name}`);
    await editor.state('Up to date').waitFor();
    assert.equal(await editor.problems.getByText('error').count(), 0);
  }
});

test('a completion describes its key: type, default, example, restarts', async () => {
  await completeAfter('persistence:\n  si');
  const info = editor.page.locator('.cm-completionInfo');
  await info.getByText('size quantity').waitFor();
  for (const fact of ['Default: 10Gi', 'size: 100Gi', 'A change restarts no pods']) {
    await info.getByText(fact).waitFor();
  }
});

test('a map of which only some keys restart pods promises nothing about itself', async () => {
  for (const name of ['auth', 'config', 'patches']) {
    await completeAfter(name.slice(0, -1));
    const info = editor.page.locator('.cm-completionInfo');
    await info.getByText(new RegExp(`^${name} `)).waitFor();
    assert.doesNotMatch((await info.textContent()) ?? '', /restarts no pods/);
  }
});

test('a completion says since which Dagu its key is there', async () => {
  await completeAfter('config:\n  baseP');
  await editor.page.locator('.cm-completionInfo').getByText('Since Dagu 1.15.', { exact: true }).waitFor();
});

test('the pointer shows what a key inherits here', async () => {
  await editor.write('worker:\n  nodeSelector: { disk: ssd }\nworkerPools:\n  gpu:\n    nodeSelector: {}\n');
  await editor.values.getByText('nodeSelector', { exact: true }).last().hover();
  const shown = editor.page.locator('.cm-key');
  await shown.getByText('Inherits worker.nodeSelector = { disk: ssd }, line 2.').waitFor();
  await shown.getByText('A change restarts pods.').waitFor();
});

test('F1 describes the key of the line, and Escape closes it', async () => {
  await editor.write('auth:\n  mode: builtin');
  await editor.page.keyboard.press('F1');
  await editor.page.locator('.cm-key').getByText('mode').first().waitFor();
  await editor.page.keyboard.press('Escape');
  await editor.page.locator('.cm-key').waitFor({ state: 'detached' });
});

test('F1 waits for a busy core while marks come and go', async () => {
  const slow = await open(undefined, (page) =>
    page.addInitScript(() => {
      const post = Worker.prototype.postMessage;
      /** @this {Worker} @param {{ question?: string }} message */
      Worker.prototype.postMessage = function (message) {
        setTimeout(() => post.call(this, message), message.question === 'keys' ? 1500 : 0);
      };
    }),
  );
  await slow.state('Up to date').waitFor();
  await slow.write('auth:\n  mod: builtin\n  mode: builtin');
  await slow.page.keyboard.press('F1');
  await slow.marked.waitFor();
  await slow.page.locator('.cm-key').getByText('mode').first().waitFor();
  await slow.close();
});

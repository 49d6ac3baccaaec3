// What a card changes in the settings of its pool, and the pools that only the baseline has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { inPools, openPools } from './pools.js';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

const TEXT = `worker:
  labels: {region: eu}
workerPools:
  # The cards.
  gpu:
    replicas: 3   # one per node
    labels:
      # What DAGs ask for.
      gpu: "true"   # any card
      zone: a
  # The cheap ones.
  spot:
    replicas: 1
`;

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await openPools(opened);
    await opened.write(TEXT);
    await opened.page.getByRole('article', { name: 'Pool spot', exact: true }).waitFor();
  },
);

const { card, button, becomes, edits } = inPools(() => editor);

/** Types a label. @param {string} opener @param {string} field @param {string} text */
async function type(opener, field, text) {
  await button(opener).click();
  await editor.page.getByLabel(field, { exact: true }).fill(text);
  await editor.page.keyboard.press('Enter');
}

/** Compares with a text that is pasted. @param {string} text */
async function compareWith(text) {
  await editor.page.getByRole('tab', { name: 'Changes' }).click();
  await editor.page.getByRole('button', { name: 'Paste…' }).click();
  await editor.page.getByLabel('A values file, or the output of').fill(text);
  await editor.page.getByRole('button', { name: 'Compare', exact: true }).click();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
}

/** @param {string} name */
const gone = (name) => editor.page.getByRole('article', { name: `Removed pool ${name}`, exact: true });

test('a label of a pool is added, changed and removed on its card, and comments stay', async () => {
  await edits(
    () => type('Add a label to gpu', 'New label of gpu', 'arch=arm64'),
    TEXT.replace('      zone: a\n', '      zone: a\n      arch: arm64\n'),
  );
  await edits(
    () => type('Change label gpu=true of gpu', 'Label gpu of gpu', 'gpu=false'),
    TEXT.replace('gpu: "true"', 'gpu: "false"'),
  );
  await edits(
    () => type('Change label gpu=true of gpu', 'Label gpu of gpu', 'card=true'),
    TEXT.replace('gpu: "true"', 'card: "true"'),
  );
  await edits(async () => {
    await button('Change label zone=a of gpu').click();
    await button('Remove label zone of gpu').click();
  }, TEXT.replace('      zone: a\n', ''));
});

test('a label that a pool inherits is removed from this pool alone', async () => {
  await edits(async () => {
    await button('Change label region=eu of gpu').click();
    await button('Remove label region of gpu').click();
    await button('Change label region=eu of gpu').waitFor({ state: 'detached' });
  }, TEXT.replace('      zone: a\n', '      zone: a\n      region: null\n'));
  await button('Change label region=eu of spot').waitFor();
});

test('a label without a key, or with the key of another one, is refused at the field, and Escape leaves it', async () => {
  await button('Change label gpu=true of gpu').click();
  const field = editor.page.getByLabel('Label gpu of gpu', { exact: true });
  await field.fill('zone=b');
  await card('gpu').getByText('another label has this key').waitFor();
  await field.press('Enter');
  await field.fill('gpu');
  await card('gpu').getByText('write it as key=value').waitFor();
  await field.press('Escape');
  await field.waitFor({ state: 'detached' });
  assert.equal(await editor.text(), TEXT);
  assert.ok(await card('gpu').evaluate((card) => card === document.activeElement));
});

test('a pool moves to a preset: it gets its settings, keeps its workers, and loses the settings of other presets', async () => {
  const gpu = TEXT.slice(TEXT.indexOf('    labels:\n'), TEXT.indexOf('  # The cheap'));
  await edits(
    async () => {
      await editor.page.getByLabel('Move gpu to a preset').click();
      await card('gpu').getByRole('button', { name: /^arm64 / }).click();
      await card('gpu').getByText('arch=arm64', { exact: true }).waitFor();
    },
    TEXT.replace(gpu, '    labels:\n      # What DAGs ask for.\n      arch: arm64\n      region: null\n    nodeSelector:\n      kubernetes.io/arch: arm64\n'),
  );
});

test('a pool of the defaults moves to a preset without the limits that the defaults add', async () => {
  await editor.page.getByLabel('Move general to a preset').click();
  await card('general').getByRole('button', { name: /^high-memory / }).click();
  await card('general').getByText('16Gi / 32Gi').waitFor();
  await card('general').getByText('1 / no limit').waitFor();
  assert.equal(await card('general').locator('.error').count(), 0);
});

test('a pool that only the baseline has gets a card, and Bring back brings its lines and their comments back', async () => {
  const old = '  # The old ones.\n  old:\n    replicas: 4   # four\n    labels: {old: "true"}\n';
  await compareWith(`workerPools:\n  general: {replicas: 5}   # five\n${old}`);
  await gone('old').getByText('removed', { exact: true }).waitFor();
  await edits(async () => {
    await button('Bring back old').click();
    await card('old').waitFor();
  }, `${TEXT}${old}`);
  await gone('old').waitFor();
  await button('Delete general').click();
  await gone('general').waitFor();
  await button('Bring back general').click();
  await becomes(`${TEXT}  general: {replicas: 5}   # five\n`);
  await gone('general').waitFor({ state: 'detached' });
});

test('a pool of the defaults comes back from the defaults', async () => {
  await compareWith('ui: {replicas: 1}\n');
  await button('Delete general').click();
  await becomes(`${TEXT}  general: null\n`);
  await button('Bring back general').click();
  await becomes(TEXT);
  await card('general').waitFor();
});

test('the manifests of a release are a baseline without values, so their pools cannot be brought back', async () => {
  await compareWith(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: dagu-worker-old
  labels: {dagu.sh/worker-pool: old}
spec: {template: {spec: {}}}
`);
  await gone('old').waitFor();
  assert.equal(await button('Bring back old').count(), 0);
});

test('axe finds nothing in a label, a preset and a removed pool', async () => {
  await compareWith('workerPools: {old: {replicas: 1}}\n');
  await gone('old').waitFor();
  await button('Change label gpu=true of gpu').click();
  await editor.page.getByLabel('Move spot to a preset').click();
  await editor.page.evaluate(axe.source);
  const violations = await editor.page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run('#panel-pools');
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
  });
  assert.deepEqual(violations, []);
});

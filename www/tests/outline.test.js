// The manifests: their outline, the heading of the object in view, and the folded lines.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  (opened) => opened.has('Deployment dagu-worker-gpu'),
);

const heading = () => editor.page.getByRole('region', { name: 'Manifests' }).getByRole('heading', { level: 3 });

/** What the view shows; a folded line is one line. */
async function lines() {
  return (await editor.manifests.locator('.cm-line').allTextContents()).map((line) => line.trim());
}

test('an outline groups the objects into Pools, Components, Network, Storage and access', async () => {
  const groups = await editor.objects.getByRole('heading').allTextContents();
  assert.deepEqual(groups, ['Pools', 'Components', 'Network', 'Storage and access']);
  assert.deepEqual((await editor.titles()).slice(0, 5), [
    'Deployment dagu-worker-general',
    'Deployment dagu-worker-gpu',
    'Deployment dagu-coordinator',
    'Deployment dagu-scheduler',
    'Deployment dagu-ui',
  ]);
});

test('the pane opens at a pool, never at a ServiceAccount', async () => {
  await editor.page.getByRole('heading', { name: 'Deployment dagu-worker-general' }).waitFor();
  assert.ok((await lines()).includes('name: dagu-worker-general'));
});

test('the filter finds names and lines, and a line is one click away', async () => {
  const filter = editor.page.getByRole('searchbox', { name: 'Filter objects and lines' });
  await filter.fill('UI');
  assert.deepEqual(await editor.titles(), ['Deployment dagu-ui', 'Service dagu-ui']);
  await filter.fill('nvidia.com/gpu: "1"');
  assert.deepEqual(await editor.titles(), ['Deployment dagu-worker-gpu']);
  await editor.objects.getByRole('button', { name: 'nvidia.com/gpu: "1"' }).first().click();
  assert.ok((await lines()).includes('nvidia.com/gpu: "1"'));
  await filter.fill('nothing has this');
  await editor.objects.getByText('No object or line contains').waitFor();
  await filter.press('Escape');
  assert.equal(await filter.inputValue(), '');
  assert.ok((await editor.titles()).length > 5);
});

test('“Go to object” works by keyboard and moves the selection', async () => {
  await editor.page.getByRole('searchbox', { name: 'Filter objects and lines' }).focus();
  await editor.page.keyboard.press('Tab');
  await editor.page.keyboard.press('End');
  await editor.page.keyboard.press('ArrowUp');
  await editor.page.keyboard.press('Enter');
  await editor.page.getByRole('heading', { name: 'Secret dagu-admin' }).waitFor();
  assert.equal(await editor.entry('Secret dagu-admin').getAttribute('aria-current'), 'true');
  await editor.page.keyboard.press('Shift+ArrowDown');
  await editor.page.keyboard.press('Shift+ArrowDown');
  await editor.page.keyboard.press('Shift+ArrowDown');
  const selected = await editor.manifests.evaluate(() => String(getSelection()));
  assert.match(selected, /^---\n# Source: .*\napiVersion: v1/);
});

test('the heading of the object in view follows the scroll', async () => {
  await editor.entry('Service dagu-ui').click();
  await editor.page.getByRole('heading', { name: 'Service dagu-ui' }).waitFor();
  await editor.manifests.hover();
  await editor.page.mouse.wheel(0, 100_000);
  await heading().filter({ hasText: 'dagu-worker-gpu' }).waitFor();
});

test('labels, probes and standard variables fold to one line, and unfold', async () => {
  const shown = await lines();
  for (const fold of ['labels:… 7 standard labels', 'livenessProbe:… 5 lines', 'env:… 6 standard variables']) {
    assert.ok(shown.includes(fold), `${fold} is missing in ${shown.join('\n')}`);
  }
  await editor.manifests.getByText('… 6 standard variables').first().click();
  assert.ok((await lines()).includes('- name: DAGU_WORKER_ID'));
});

test('an unfolded part stays unfolded, and a variable of the values is never folded', async () => {
  await editor.manifests.getByText('… 7 standard labels').first().click();
  await editor.write('workerPools:\n  general:\n    replicas: 5\n    extraEnv:\n      - name: TZ\n        value: UTC\n');
  await editor.manifests.getByText('replicas: 5').waitFor();
  const shown = await lines();
  assert.ok(shown.includes('dagu.sh/worker-pool: general'));
  assert.ok(shown.includes('- name: TZ'));
});

test('a warning that appears does not scroll the manifests to the top', async () => {
  await editor.entry('Service dagu-ui').click();
  await heading().filter({ hasText: 'dagu-ui' }).waitFor();
  await editor.append('\npersistence:\n  storageClass: nfs-client\n  size: 20Gi\n');
  await editor.problems.getByText('warning').first().waitFor();
  await editor.state('Up to date').waitFor();
  await editor.page.waitForTimeout(300);
  assert.equal(await editor.page.getByRole('heading', { name: 'Service dagu-ui' }).count(), 1);
});

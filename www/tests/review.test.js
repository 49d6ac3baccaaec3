// The review: what the values change against a baseline, and the sums above the panes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

const OLD = 'persistence:\n  storageClass: nfs-client\nui:\n  replicas: 1\nworkerPools:\n  general:\n    replicas: 2\n  old:\n    replicas: 1\n';

/** Against OLD: a refused claim, pods that restart, a number of pods, a new and a removed pool. */
const NEW = `persistence:
  storageClass: fast
ui:
  replicas: 1
  extraEnv:
    - name: TZ
      value: UTC
workerPools:
  general:
    replicas: 4
  gpu:
    replicas: 1
    resources:
      requests: { cpu: 1500m, memory: 1Gi }
      limits: { cpu: "2", memory: 2Gi, nvidia.com/gpu: "1" }
`;

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  (opened) => opened.has('Deployment dagu-worker-gpu'),
);

/** Compares with a text that is pasted. @param {string} text */
async function compareWith(text) {
  await editor.page.getByRole('tab', { name: 'Changes' }).click();
  await editor.page.getByRole('button', { name: 'Paste…' }).click();
  await editor.page.getByLabel('A values file, or the output of').fill(text);
  await editor.page.getByRole('button', { name: 'Compare', exact: true }).click();
}

/** @param {string} title */
const item = (title) => editor.page.getByRole('article', { name: title, exact: true });

/** The objects below a heading. @param {string} heading */
function below(heading) {
  const items = editor.page.getByRole('region', { name: heading, exact: true }).getByRole('article');
  return items.evaluateAll((items) => items.map((item) => item.getAttribute('aria-label')));
}

const summary = () => editor.page.getByRole('region', { name: 'Summary' });

test('changes against a baseline: refused first, then which pods restart and why, then in place, new and removed', async () => {
  await editor.write(NEW);
  await editor.has('Deployment dagu-worker-gpu');
  await compareWith(OLD);
  await item('Deployment dagu-worker-old').waitFor();
  const headings = await editor.page.getByRole('tabpanel', { name: 'Changes' }).getByRole('heading', { level: 3 }).allTextContents();
  assert.deepEqual(
    headings.map((heading) => heading.replace(/ \d+$/, '')),
    ['Kubernetes refuses', 'Pods restart', 'Changes in place', 'New', 'Removed'],
  );
  assert.deepEqual(await below('Kubernetes refuses'), ['PersistentVolumeClaim dagu-data']);
  assert.deepEqual(await below('Pods restart'), ['Deployment dagu-ui']);
  assert.match((await item('Deployment dagu-ui').textContent()) ?? '', /Replaces its pod because of ui\.extraEnv\./);
  assert.deepEqual(await below('Changes in place'), ['Deployment dagu-worker-general']);
  assert.match((await item('Deployment dagu-worker-general').textContent()) ?? '', /spec\.replicas: 2 → 4/);
  assert.deepEqual(await below('New'), ['Deployment dagu-worker-gpu']);
  assert.deepEqual(await below('Removed'), ['Deployment dagu-worker-old']);
});

test('each change opens an inline difference, which loads when it is used', async () => {
  /** @type {string[]} */
  const loaded = [];
  editor.page.on('request', (request) => loaded.push(request.url()));
  await editor.write(NEW);
  await compareWith(OLD);
  await item('Deployment dagu-worker-general').getByRole('button', { name: 'Difference' }).click();
  const difference = editor.page.getByLabel('Difference of Deployment dagu-worker-general');
  await difference.waitFor();
  assert.match((await difference.textContent()) ?? '', /replicas: 2.*replicas: 4/);
  assert.ok(loaded.some((url) => /merge/.test(url)));
});

test('a summary line: pools, workers, total requests and limits, devices, objects, errors, and the baseline', async () => {
  await editor.write(NEW);
  await compareWith(OLD);
  await summary().getByText('1 restarts').waitFor();
  const text = ((await summary().textContent()) ?? '').replace(/\s+/g, ' ');
  assert.match(text, /2 pools, 5 workers/);
  // 3 components with 100m and 128Mi, 4 workers of the same, and the GPU worker.
  assert.match(text, /1 nvidia\.com\/gpu/);
  assert.match(text, /1 refused 1 restarts 1 in place 1 new 1 removed/);
  const requests = await total('requests');
  assert.match(text, new RegExp(` ${(await editor.titles()).length} objects`));
  assert.match(text, new RegExp(`requests ${requests.cpu} CPU · ${requests.memory} GiB`));
});

test('the summary line names what has no limit, and that its sums are those of the last good values', async () => {
  await summary().getByText('2 notes').waitFor();
  const text = ((await summary().textContent()) ?? '').replace(/\s+/g, ' ');
  assert.match(text, /requests 1\.3 CPU · 1\.4 GiB CPU and memory without limit/);
  await editor.append('\n  gpu: [');
  await summary().getByText(/^last good: 2 pools/).waitFor();
});

/** Sums what the page shows, a second time. @param {string} kind */
async function total(kind) {
  await editor.page.getByRole('tab', { name: 'Objects' }).click();
  let cpu = 0;
  let memory = 0;
  for (const title of (await editor.titles()).filter((title) => title?.startsWith('Deployment'))) {
    const text = await editor.object(String(title));
    const pods = Number(/^ {2}replicas: (\d+)/m.exec(text)?.[1]);
    const found = new RegExp(`^ +${kind}:\\n(?: +.*\\n)*? +cpu: "?(\\d+)(m?)"?\\n(?: +.*\\n)*? +memory: (\\d+)(Mi|Gi)`, 'm').exec(text);
    assert.ok(found, text);
    cpu += pods * Number(found[1]) * (found[2] ? 1 : 1000);
    memory += pods * Number(found[3]) * (found[4] === 'Gi' ? 1024 : 1);
  }
  return { cpu: cpu / 1000, memory: Math.round((memory / 1024) * 10) / 10 };
}

test('the panes stay where they are when the summary line appears', async () => {
  const line = editor.page.getByRole('region', { name: 'Summary' });
  await line.getByText('11 objects').waitFor();
  const heights = await line.evaluate((section) => {
    const filled = section.getBoundingClientRect().height;
    section.replaceChildren();
    return [filled, section.getBoundingClientRect().height];
  });
  assert.equal(heights[0], heights[1]);
});

test('the output of helm get manifest is a baseline, and Secrets without data are not compared', async () => {
  await editor.write(OLD);
  await editor.has('Deployment dagu-worker-old');
  const live = `---
# Source: dagu/templates/carrier.yaml
apiVersion: v1
kind: Secret
metadata:
  name: dagu-admin
  namespace: default
data:
  password: c2VjcmV0
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: dagu-worker-gone
  namespace: default
`;
  await compareWith(live);
  await item('Deployment dagu-worker-gone').waitFor();
  assert.deepEqual(await below('Removed'), ['Deployment dagu-worker-gone']);
  assert.equal(await item('Secret dagu-admin').count(), 0);
  await editor.page.getByText('Secrets that the chart generates have no data here').waitFor();
});

test('the output of helm get values is a baseline', async () => {
  await editor.write(OLD);
  await compareWith(`USER-SUPPLIED VALUES:\n${OLD}`);
  await editor.page.getByText('No changes against pasted text.').waitFor();
  await compareWith('USER-SUPPLIED VALUES:\nnull\n');
  await item('PersistentVolumeClaim dagu-data').waitFor();
});

test('a link is a baseline', async () => {
  const link = `#1.${deflateRawSync(JSON.stringify({ values: OLD })).toString('base64url')}`;
  await editor.page.evaluate((link) => void (location.hash = link), link);
  await editor.has('Deployment dagu-worker-old');
  await editor.page.getByRole('tab', { name: 'Changes' }).click();
  await editor.page.getByText('No changes against the link.').waitFor();
  await editor.write(NEW);
  await item('Deployment dagu-worker-old').waitFor();
});

test('a file that is dropped on the changes is compared and leaves the values alone', async () => {
  await editor.page.getByRole('tab', { name: 'Changes' }).click();
  const transfer = await editor.page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'production.yaml'));
    return transfer;
  }, OLD);
  await editor.page.getByText('Or drop a values file here').dispatchEvent('drop', { dataTransfer: transfer });
  await summary().getByText('against production.yaml').waitFor();
  await editor.page.getByRole('combobox', { name: 'Compare with' }).getByRole('option', { name: 'production.yaml', selected: true }).waitFor({ state: 'attached' });
  await editor.values.getByText('nvidia.com/gpu').first().waitFor();
});

test('a baseline that cannot be rendered gets a sentence', async () => {
  await compareWith('workerPools: 7\n');
  await editor.page.getByRole('alert').getByText('cannot render pasted text').waitFor();
  await compareWith('a: [\n');
  await editor.page.getByRole('alert').waitFor();
});

test('the outline and the heading mark what changes', async () => {
  await editor.write(NEW);
  await compareWith(OLD);
  await item('Deployment dagu-ui').getByRole('button', { name: 'Show' }).click();
  await editor.page.getByRole('heading', { name: 'Deployment dagu-ui pods restart' }).waitFor();
  const row = editor.objects.getByRole('listitem').filter({ hasText: 'data' }).first();
  await row.getByRole('img', { name: 'refused' }).waitFor();
});

test('effective values show what a pool inherits', async () => {
  await editor.write('nodeSelector:\n  disk: ssd\nworkerPools:\n  gpu:\n    replicas: 1\n');
  await editor.page.getByRole('tab', { name: 'Effective values' }).click();
  const effective = editor.page.getByLabel('Effective values, YAML, read only');
  await effective.getByText('accessMode: ReadWriteMany').or(effective.getByText('auth:')).first().waitFor();
  await effective.focus();
  await editor.page.keyboard.press('ControlOrMeta+End');
  const pool = (await effective.locator('.cm-line').allTextContents()).join('\n').split('workerPools:')[1] ?? '';
  assert.match(pool, /nodeSelector:\n {6}disk: ssd/);
});

// The picture of a release: what it shows, by pointer, keyboard and as a list, and its files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach, open } = stage();

/** @type {Editor} */
let editor;

const VALUES = `persistence: {storageClass: nfs-client, size: 20Gi}
ingress:
  enabled: true
  host: dagu.example.com
auth: {builtin: {admin: {existingSecret: my-admin}}}
workerPools:
  general: {replicas: 2}
  gpu:
    nodeSelector: {disk: ssd}
    resources: {limits: {nvidia.com/gpu: "1", memory: 2Gi, cpu: "1"}}
    extraEnv:
      - name: TOKEN
        valueFrom: {secretKeyRef: {name: my-token, key: token}}
  spot: {replicas: 8}
`;

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await opened.write(VALUES);
    await opened.has('Deployment dagu-worker-spot');
    await opened.page.getByRole('tab', { name: 'Picture' }).click();
    await box(opened, /^Pool spot/).waitFor();
  },
);

/** @param {Editor} editor */
const picture = ({ page }) => page.getByRole('group', { name: 'Picture of the release' });

/** @param {Editor} editor @param {RegExp} name */
const box = (editor, name) => picture(editor).getByRole('button', { name });

/** @param {string} name */
async function saved(name) {
  const [download] = await Promise.all([
    editor.page.waitForEvent('download'),
    editor.page.getByRole('button', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('which component talks to which, and which volume and Secret reach whom, also as a list', async () => {
  await editor.page.getByText('The same as a list').click();
  const listed = await editor.page.getByRole('tabpanel', { name: 'Picture' }).getByRole('listitem').allTextContents();
  for (const sentence of [
    'Entrance dagu.example.com (Ingress); leads to dagu-ui',
    'Pool general (2 workers); talks to dagu-coordinator; mounts dagu-data',
    'Pool gpu (1 worker); talks to dagu-coordinator; reads my-token; mounts dagu-data',
    'dagu-data (volume claim, 20Gi); mounted by dagu-coordinator, dagu-scheduler, dagu-ui, general, gpu, spot',
    'my-token (existing Secret); read by gpu',
  ]) {
    assert.ok(listed.includes(sentence), `${sentence} is not in\n${listed.join('\n')}`);
    assert.equal(await picture(editor).getByLabel(sentence, { exact: true }).count(), 1);
  }
  assert.ok(listed.some((text) => /^my-admin .*read by dagu-ui$/.test(text)));
  assert.ok(!listed.some((text) => /^Pool .*my-admin/.test(text)));
});

test('the totals of each node selector', async () => {
  const text = picture(editor).getByText('disk=ssd: 1 pod, 1 CPU, 2 GiB, 1 nvidia.com/gpu');
  await text.waitFor();
  await editor.write('workerPools: {batch: {nodeSelector: {zone: b}, resources: {requests: {cpu: 1}}}}\n');
  await picture(editor).getByText('zone=b: 1 pod, 1 CPU, no memory request').waitFor();
});

test('a node selector has the pods that run all the time, with an autoscaler the least', async () => {
  const pods = 'nodeSelector: {zone: b}';
  const scaler = 'apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: batch}';
  const target = 'scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: dagu-worker-batch}';
  const job = `restartPolicy: Never, ${pods}, containers: [{name: once, image: "busybox:1"}]`;
  await editor.write(`workerPools:
  batch: {replicas: null, ${pods}}
extraObjects:
  - {${scaler}, spec: {${target}, minReplicas: 3, maxReplicas: 5}}
  - {apiVersion: batch/v1, kind: Job, metadata: {name: once}, spec: {template: {spec: {${job}}}}}
`);
  await picture(editor).getByText(/^zone=b: 3 pods, /).waitFor();
});

test('pools are sized by their workers', async () => {
  const heights = [];
  for (const name of [/^Pool gpu/, /^Pool general/, /^Pool spot/]) {
    heights.push((await box(editor, name).locator('rect').boundingBox())?.height ?? 0);
  }
  assert.deepEqual(heights, heights.toSorted((a, b) => a - b));
  assert.equal(new Set(heights).size, 3);
});

test('the picture follows the values, and shows the last release without errors', async () => {
  await editor.write('workerPools:\n  batch: {replicas: 3}\n');
  await box(editor, /^Pool batch \(3 workers\)/).waitFor();
  assert.equal(await box(editor, /^Pool spot/).count(), 0);
  await editor.append('  x: [');
  await editor.page.getByText('this is the last release without errors').waitFor();
  await box(editor, /^Pool batch/).waitFor();
});

test('one stop for Tab, arrow keys between boxes, and Enter opens the object', async () => {
  assert.equal(await picture(editor).locator('[tabindex="0"]').count(), 1);
  await editor.page.getByRole('button', { name: 'Save as PNG' }).focus();
  await editor.page.keyboard.press('Tab');
  const focused = () => editor.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  assert.match(await focused(), /^Entrance/);
  await editor.page.keyboard.press('ArrowRight');
  assert.match(await focused(), /^Component dagu-coordinator/);
  await editor.page.keyboard.press('ArrowDown');
  assert.match(await focused(), /^Component dagu-scheduler/);
  await editor.page.keyboard.press('ArrowDown');
  await editor.page.keyboard.press('Enter');
  await editor.page.getByRole('heading', { name: 'Deployment dagu-ui' }).waitFor();
  assert.ok(await editor.manifests.isVisible());
});

test('a box that has the focus shows its connections and leaves the others pale', async () => {
  await box(editor, /^Pool gpu/).focus();
  const opacity = (/** @type {RegExp} */ name) =>
    box(editor, name).evaluate((element) => Number(getComputedStyle(element).opacity));
  assert.equal(await opacity(/^my-token/), 1);
  assert.ok((await opacity(/^my-admin/)) < 1);
});

test('it is saved as SVG, which needs no styles of the page', async () => {
  const { name, bytes } = await saved('Save as SVG');
  assert.equal(name, 'dagu.svg');
  const texts = await editor.page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return parsed.querySelector('parsererror') ? null : [...parsed.querySelectorAll('text')].map((node) => node.textContent);
  }, String(bytes));
  assert.ok(texts?.includes('dagu-coordinator'));
  assert.doesNotMatch(String(bytes), /var\(|undefined|NaN|fill=""/);
});

test('it is saved as PNG', async () => {
  const { name, bytes } = await saved('Save as PNG');
  assert.equal(name, 'dagu.png');
  assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(bytes.readUInt32BE(16) > 800, `${bytes.readUInt32BE(16)} px wide`);
  assert.ok(bytes.length > 5000, `${bytes.length} bytes`);
});

/** The smallest scale at which the text can be read. */
const SMALLEST = 0.75;

for (const width of [320, 390, 1280, 1500, 1600, 1920]) {
  test(`at ${width} px it fits into its pane and can be read`, async () => {
    await editor.page.setViewportSize({ width, height: 900 });
    if (width < 800) await editor.page.getByRole('tab', { name: 'Manifests' }).click();
    const shown = picture(editor);
    await shown.waitFor();
    // Its columns follow the width of the pane in the next frame.
    await editor.page.waitForTimeout(200);
    const drawn = Number(await shown.getAttribute('width'));
    const { x = 0, width: seen = 0 } = (await shown.boundingBox()) ?? {};
    assert.ok(seen >= SMALLEST * drawn, `${seen} of ${drawn}`);
    const pane = await shown.locator('..').boundingBox();
    assert.ok(pane && x >= pane.x && x + seen <= pane.x + pane.width + 1, JSON.stringify([x, seen, pane]));
    assert.equal(await box(editor, /^Pool/).count(), 3);
    const edges = await shown.locator('path').evaluateAll((paths) =>
      paths.map((path) => /** @type {SVGGraphicsElement} */ (path).getBBox()).map(({ x, width }) => [x, x + width]),
    );
    assert.ok(edges.flat().every((edge) => edge >= 0 && edge <= drawn), `lines leave the picture: ${JSON.stringify(edges)}`);
  });
}

test('it is saved with its wide columns, whatever the pane has', async () => {
  await editor.page.setViewportSize({ width: 1600, height: 900 });
  await editor.page.waitForTimeout(200);
  const shown = Number(await picture(editor).getAttribute('width'));
  const [, saveWidth = ''] = /<svg [^>]*width="(\d+)"/.exec(String((await saved('Save as SVG')).bytes)) ?? [];
  assert.ok(Number(saveWidth) > shown, `${saveWidth} and ${shown}`);
});

test('a long node selector goes on in the next line', async () => {
  const key = 'topology.example.com/a-long-name-of-a-rack-in-a-data-centre';
  await editor.write(`workerPools:\n  gpu: {nodeSelector: {${key}: rack-17-of-the-building-in-the-north, disk: ssd}}\n`);
  await picture(editor).getByText('a-long-name').first().waitFor();
  const rights = await picture(editor).locator('> text').evaluateAll((texts) =>
    texts.map((text) => /** @type {SVGGraphicsElement} */ (text).getBBox()).map(({ x, width }) => x + width),
  );
  const drawn = Number(await picture(editor).getAttribute('width'));
  assert.ok(Math.max(...rights) <= drawn, `${Math.max(...rights)} of ${drawn}`);
});

test('its code loads when it is opened', async () => {
  const other = await open();
  /** @type {string[]} */
  const asked = [];
  other.page.on('request', (request) => asked.push(request.url()));
  await other.has('Deployment dagu-worker-gpu');
  assert.ok(!asked.some((url) => url.includes('Picture')));
  await other.page.getByRole('tab', { name: 'Picture' }).click();
  await box(other, /^Pool gpu/).waitFor();
  assert.ok(asked.some((url) => url.includes('Picture')));
  await other.close();
});

test('500 pools are drawn, and saved as a PNG that browsers accept', async () => {
  const pools = Array.from({ length: 500 }, (_, index) => `  pool-${index}: {replicas: ${index % 20}}\n`);
  await editor.write(`workerPools:\n${pools.join('')}`);
  await box(editor, /^Pool pool-499/).waitFor();
  const { bytes } = await saved('Save as PNG');
  assert.ok(bytes.readUInt32BE(20) <= 16_000);
});

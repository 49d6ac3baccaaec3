// The examples of the codes: `#` and a code open one, and it is reported what its page explains.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { build } from 'vite';
import { stage } from './stage.js';
import { startWorker } from './worker.js';

/** @import { Editor } from './editor.js' */
/** @import { RenderRequest, ValuesText } from '../src/core/types' */

const ROOT = join(import.meta.dirname, '..');
const PAGES = readFileSync(join(ROOT, '..', 'docs', 'diagnostics.md'), 'utf8').split('\n## ').slice(1);

/** Codes about what the page does not have. */
const WITHOUT = [
  // The stream between Helm and the core.
  ...['D0001', 'D0002', 'D0003', 'D0004', 'D0005', 'D0006', 'D0007', 'D0009', 'D0013', 'D0014'],
  // Flags, generated credentials, upgrades, faults of the core.
  ...['D0106', 'D0206', 'D0207', 'D0208', 'D0309', 'D0471', 'D0516', 'D0517'],
  // Objects of other charts.
  ...['D0602', 'D0603', 'D0604', 'D0605', 'D0606'],
];

/** The sentence on a page in place of an example. */
const NONE = '\nThe values editor shows no example: ';

const { open } = stage();

/** @type {Editor | undefined} */
let editor;

afterEach(async () => {
  const complaints = editor?.complaints ?? [];
  await editor?.close();
  editor = undefined;
  assert.deepEqual(complaints, []);
});

/**
 * The page's own functions.
 *
 * @returns {Promise<{
 *   example: (code: string) => { text: string, release: Record<string, string> } | null,
 *   request: (files: ValuesText[], release: Record<string, string>) => RenderRequest,
 * }>}
 */
async function functions() {
  const source = `export { example } from '/src/explain/example'; export { request } from '/src/release';`;
  const entry = 'virtual-functions';
  const built = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [{ name: entry, resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? source : null) }],
    build: { ssr: true, write: false, rollupOptions: { input: entry } },
  });
  assert.ok('output' in built);
  const [{ code }] = built.output;
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

test('every example is reported with the code, the message and the place that its page shows', async () => {
  editor = await open();
  const render = await startWorker(editor.page);
  const { example, request } = await functions();
  const without = [];
  const wrong = [];
  for (const page of PAGES) {
    const code = page.slice(0, 5);
    const found = example(code);
    if (page.includes(NONE) === !!found) wrong.push(`${code} has both an example and a reason for none, or neither`);
    if (!found) {
      without.push(code);
      continue;
    }
    const { text, release } = found;
    const name = 'values.yaml';
    const asked = request([{ name, text }], { name: '', namespace: '', daguVersion: '', kubeVersion: '', ...release });
    const { diagnostics } = await render(asked);
    const [, shown = ''] = /```text\n(?:error|warning|note)\[D\d+\]: (.*)/.exec(page) ?? [];
    const said = diagnostics.filter((diagnostic) => diagnostic.code === code).map(({ message }) => message);
    if (!said.includes(shown)) wrong.push(`${code}: ${shown} is not among ${JSON.stringify(said)}`);
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(without, WITHOUT);
});

test('the address with a code opens its example, also one that fails on purpose, and the way back', async () => {
  editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.write('workerPools:\n  mine:\n    replicas: 1\n');
  await editor.has('Deployment dagu-worker-mine');
  await editor.page.evaluate(() => void (location.hash = '#d0102-unknown-key'));
  const bar = editor.page.getByRole('region', { name: 'Example' });
  await bar.getByText('Example of D0102 unknown-key. Your own values are kept.').waitFor();
  await editor.problems.getByText('unknown key schedulers').waitFor();
  await editor.state('None yet').waitFor();
  assert.match(await editor.text(), /^persistence: \{storageClass: nfs\}\nschedulers/);
  // Edits of it survive a reload, and Start over takes them back.
  await editor.append('# mine\n');
  await editor.page.waitForTimeout(400);
  await editor.page.reload();
  await editor.values.getByText('# mine').waitFor();
  await editor.page.getByRole('button', { name: 'Start over' }).click();
  await editor.values.getByText('# mine').waitFor({ state: 'detached' });

  await bar.getByRole('link', { name: 'Back to your values' }).click();
  await editor.has('Deployment dagu-worker-mine');
  assert.equal(await editor.text(), 'workerPools:\n  mine:\n    replicas: 1\n');
  assert.equal(await bar.count(), 0);
});

test('an example brings the release that it needs', async () => {
  editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.page.evaluate(() => void (location.hash = '#D0011'));
  await editor.problems.getByText('Team_A is not a valid namespace name').waitFor();
  assert.equal(await editor.page.getByLabel('Namespace').inputValue(), 'Team_A');
  // It is no work of the user's.
  assert.equal(await editor.page.getByText('Restored from').count(), 0);
});

test('an explanation opens its example in a new tab and leaves the values alone', async () => {
  editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.write('workerPools:\n  gpu:\n    replcas: 1\n');
  await editor.problems.getByRole('button', { name: 'Explain D0102' }).click();
  const opened = editor.page.context().waitForEvent('page');
  await editor.page.getByRole('link', { name: 'Open this example' }).click();
  const tab = await opened;
  await tab.getByText('unknown key schedulers').first().waitFor();
  await tab.close();
  assert.equal(await editor.text(), 'workerPools:\n  gpu:\n    replcas: 1\n');
});

for (const { code, why } of [
  { code: 'D0207', why: ': it knows no earlier revision of a release.' },
  { code: 'D9999', why: '.' },
]) {
  test(`a code without an example gets a sentence and keeps the text: ${code}`, async () => {
    editor = await open();
    await editor.state('Up to date').waitFor();
    await editor.page.evaluate((code) => void (location.hash = `#${code}`), code);
    await editor.page.getByRole('alert').getByText(`This page has no example of ${code}${why}`).waitFor();
    await editor.has('Deployment dagu-worker-gpu');
  });
}

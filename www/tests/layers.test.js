// Several values files: their order, their findings, and where they go.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  (opened) => opened.state('Up to date').waitFor(),
);

const BASE = 'workerPools:\n  batch:\n    replicas: 3\n    labels:\n      zone: a\n';
const PRODUCTION = '# production\nworkerPools:\n  batch:\n    replicas: 5\n';

const tabs = () => editor.page.getByRole('tablist', { name: /^Values files/ });
/** @param {string} name */
const tab = (name) => tabs().getByRole('tab', { name });
/** @param {string} name */
const button = (name) => editor.page.getByRole('button', { name, exact: true });

/** The names of the files in their order. */
const names = async () =>
  (await tabs().getByRole('tab').allTextContents()).map((text) => text.trim().split(/\s/)[0]);

/** Drops a file, and chooses its place. @param {string} name @param {string} text @param {string} place */
async function dropAs(name, text, place) {
  await editor.drop(name, text);
  await button(place).click();
  await tab(name).waitFor();
}

/** `values.yaml` with the base, then `production.yaml`. */
async function two() {
  await editor.write(BASE);
  await dropAs('production.yaml', PRODUCTION, 'Add it after values.yaml');
  await replicas(5);
}

/** Waits for the number of workers in the Deployment of the pool. @param {number} count */
async function replicas(count) {
  await editor.has('Deployment dagu-worker-batch');
  await editor.entry('Deployment dagu-worker-batch').click();
  await editor.manifests.getByText(`replicas: ${count}`, { exact: true }).waitFor();
}

test('a file that is dropped becomes a values file before or after the one in the editor, and the last one wins', async () => {
  await two();
  assert.deepEqual(await names(), ['values.yaml', 'production.yaml']);
  assert.equal(await editor.text(), PRODUCTION);
  await tab('values.yaml').click();
  await dropAs('first.yaml', 'workerPools:\n  batch:\n    replicas: 9\n    labels:\n      tier: low\n', 'Add it before values.yaml');
  assert.deepEqual(await names(), ['first.yaml', 'values.yaml', 'production.yaml']);
  await replicas(5);
  assert.match(await editor.object('Deployment dagu-worker-batch'), /tier=low,zone=a/);
});

test('the order of the files decides, and keys and buttons change it', async () => {
  await two();
  await button('Move production.yaml before the file on its left').click();
  assert.deepEqual(await names(), ['production.yaml', 'values.yaml']);
  await replicas(3);
  await tab('production.yaml').focus();
  await editor.page.keyboard.press('ArrowRight');
  assert.equal(await editor.text(), BASE);
  assert.ok(await tab('values.yaml').evaluate((element) => element === document.activeElement));
});

test('a pool of a file before the edited one is renamed with what that file gives it, and deleted', async () => {
  await two();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
  await button('Rename batch').click();
  await editor.page.getByLabel('New name of batch').fill('large');
  await editor.page.keyboard.press('Enter');
  const card = (/** @type {string} */ name) => editor.page.getByRole('article', { name: `Pool ${name}`, exact: true });
  await card('large').getByText('zone=a', { exact: true }).waitFor();
  await card('batch').waitFor({ state: 'detached' });
  const renamed = '# production\nworkerPools:\n  large:\n    replicas: 5\n    labels:\n      zone: a\n  batch: null\n';
  assert.equal(await editor.text(), renamed);
  await button('Delete large').click();
  await card('large').waitFor({ state: 'detached' });
  assert.equal(await editor.text(), '# production\nworkerPools:\n  batch: null\n');
});

test('an empty file is added, renamed and removed, and the removal is taken back', async () => {
  await editor.write(BASE);
  await button('Add file…').click();
  await button('Add an empty file').click();
  await tab('values-2.yaml').waitFor();
  await editor.page.keyboard.insertText(PRODUCTION);
  await replicas(5);

  await button('Rename values-2.yaml').click();
  const field = editor.page.getByLabel('New name of values-2.yaml');
  await field.fill('values.yaml');
  await editor.page.getByRole('alert').getByText('another file has this name').waitFor();
  await field.fill('a,b.yaml');
  await editor.page.getByRole('alert').getByText('a file cannot have this name').waitFor();
  await field.fill('live.yaml');
  await field.press('Enter');
  assert.deepEqual(await names(), ['values.yaml', 'live.yaml']);

  await button('Remove live.yaml').click();
  await replicas(3);
  assert.equal(await editor.text(), BASE);
  assert.equal(await tabs().count(), 0);
  await button('Undo').click();
  await replicas(5);
  assert.equal(await editor.text(), PRODUCTION);
  await editor.page.keyboard.press('ControlOrMeta+z');
  assert.equal(await editor.text(), '', 'the file keeps its own steps to undo');
});

test('a file of this computer is opened, and one that is no text is refused', async () => {
  await button('Add file…').click();
  const dialog = editor.page.getByRole('dialog', { name: 'Add a values file' });
  const choose = (/** @type {string} */ name, /** @type {Buffer} */ buffer) =>
    dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
  await choose('picture.png', Buffer.from([0, 1]));
  await dialog.getByRole('alert').getByText('picture.png: It is not a text file.').waitFor();
  await choose('opened.yaml', Buffer.from('\uFEFFnameOverride: other\r\n'));
  await editor.has('Deployment dagu-other-ui');
  assert.equal(await editor.text(), 'nameOverride: other\n');
});

test('a finding names its file, and a click opens it', async () => {
  await two();
  await editor.write('workerPools:\n  batch:\n    replcas: 5\n');
  await tab('production.yaml 1 error').waitFor();
  await tab('values.yaml').click();
  assert.equal(await editor.marked.count(), 0, 'no mark in another file');
  const problem = editor.problems.getByRole('button', { name: /replcas/ });
  assert.match((await problem.textContent()) ?? '', /production\.yaml line 3/);
  await editor.status.filter({ hasText: 'The first: production.yaml line 3, unknown key replcas' }).waitFor();
  await problem.click();
  assert.equal(await editor.page.evaluate(() => String(getSelection())), 'replcas');
  assert.equal(await editor.marked.textContent(), 'replcas');

  await tab('values.yaml').click();
  await editor.problems.getByRole('button', { name: 'Rename it to replicas', exact: true }).click();
  assert.equal(await editor.text(), 'workerPools:\n  batch:\n    replicas: 5\n', 'the fix opens its file too');
  await tab('values.yaml').click();
  assert.equal(await editor.text(), BASE);
});

test('the files, their order and the one in the editor survive a reload', async () => {
  await two();
  await button('Move production.yaml before the file on its left').click();
  await replicas(3);
  await editor.page.reload();
  await editor.page.getByText(/^Restored from/).waitFor();
  assert.deepEqual(await names(), ['production.yaml', 'values.yaml']);
  assert.equal(await editor.text(), PRODUCTION);
  await button('Start over').click();
  await editor.has('Deployment dagu-worker-gpu');
  assert.equal(await tabs().count(), 0);
});

test('what an older page kept of its only file is restored', async () => {
  await editor.page.evaluate((values) => {
    const kept = { values, release: {}, baseline: { name: 'old.yaml', text: '' }, at: Date.now() };
    sessionStorage.setItem('dagu-chart-editor', JSON.stringify(kept));
  }, BASE);
  await editor.page.reload();
  await editor.has('Deployment dagu-worker-batch');
  assert.equal(await editor.text(), BASE);
  await editor.page.getByText('against old.yaml').first().waitFor();
});

/** Copies the link of the dialog. */
async function link() {
  await button('Share…').click();
  const shown = editor.page.getByRole('dialog', { name: 'Share' });
  const link = await shown.getByLabel('Link').inputValue();
  await editor.page.keyboard.press('Escape');
  return link;
}

test('a link of version 2 is opened', async () => {
  // Written down: the page must read it for ever.
  // {"files":[{"name":"base.yaml","text":"workerPools:\n  linked: {replicas: 1}\n"},{"name":"live.yaml","text":"workerPools:\n  linked: {replicas: 4}\n"}],"edited":1,"release":{"name":"team"}}
  const written = '#2.ncxLCgIxEAXAq4S3DsKAqz6Fe8dFa54QppNIEvwQcnfBxRzAOkAN3KOxQc4DWRMhuGrj4aPJ4NH57hC8St1YT6VYkzU7ZzFvDOJG5cPiTZu4Za4Z0--Lxecfy_G3XDwYYmeALB6VRm2E7HenJsz5BQ';
  await editor.page.evaluate((hash) => void (location.hash = hash), written);
  await editor.has('Deployment team-dagu-worker-linked');
  assert.deepEqual(await names(), ['base.yaml', 'live.yaml']);
  assert.equal(await editor.text(), 'workerPools:\n  linked: {replicas: 4}\n');
  await editor.page.getByText('Opened the link.').waitFor();
  await button('Undo').click();
  await editor.values.getByText('Rendered as you type').waitFor();
});

test('a link brings several files back, and one file stays in version 1', async () => {
  await editor.write(BASE);
  await replicas(3);
  assert.match(await link(), /#1\./);
  await dropAs('production.yaml', PRODUCTION, 'Add it after values.yaml');
  await replicas(5);
  const copied = await link();
  assert.match(copied, /#2\./);
  await editor.page.goto('about:blank');
  await editor.page.goto(copied);
  await replicas(5);
  assert.deepEqual(await names(), ['values.yaml', 'production.yaml']);
  assert.equal(await editor.text(), PRODUCTION);
});

test('credentials stay out of every file of a link', async () => {
  await editor.write('auth:\n  builtin:\n    admin:\n      password: first-secret-text\n');
  await dropAs('other.yaml', 'auth:\n  builtin:\n    token:\n      secret: another-secret-of-32-characters!\n', 'Add it before values.yaml');
  await button('Share…').click();
  const shown = editor.page.getByRole('dialog', { name: 'Share' });
  await shown.getByText('auth.builtin.token.secret in other.yaml').waitFor();
  await shown.getByText('auth.builtin.admin.password in values.yaml').waitFor();
  const copied = await shown.getByLabel('Link').inputValue();
  await editor.page.goto('about:blank');
  await editor.page.goto(copied);
  await tab('values.yaml').click();
  assert.match(await editor.text(), /password: ""/);
  await tab('other.yaml').click();
  assert.match(await editor.text(), /secret: ""/);
});

test('a credential that another file uses as another value is not shared', async () => {
  await editor.write('auth:\n  builtin:\n    admin:\n      password: hunter2-hunter2\n');
  await dropAs('other.yaml', 'nodeSelector:\n  pool: hunter2-hunter2\n', 'Add it after values.yaml');
  await button('Share…').click();
  const shown = editor.page.getByRole('dialog', { name: 'Share' });
  await shown.getByRole('alert').getByText('auth.builtin.admin.password').waitFor();
  assert.equal(await shown.getByLabel('Link').count(), 0);
});

for (const [what, held] of /** @type {const} */ ([
  ['without files', { files: [] }],
  ['with files of other types', { files: [{ name: 7, text: 'a: 1' }] }],
  ['with more files than anybody has', { files: Array.from({ length: 51 }, () => ({ name: 'a', text: '' })) }],
])) {
  test(`a link ${what} gets a sentence and keeps the text`, async () => {
    await editor.write(BASE);
    const hash = `#2.${deflateRawSync(JSON.stringify(held)).toString('base64url')}`;
    await editor.page.evaluate((hash) => void (location.hash = hash), hash);
    await editor.page.getByRole('alert').getByText('incomplete or damaged').waitFor();
    assert.equal(await editor.text(), BASE);
  });
}

test('names of a hostile link are file names', async () => {
  const files = [{ name: '../../<b>a,b.yaml', text: BASE }, { name: '../../<b>a,b.yaml', text: PRODUCTION }];
  const hash = `#2.${deflateRawSync(JSON.stringify({ files })).toString('base64url')}`;
  await editor.page.evaluate((hash) => void (location.hash = hash), hash);
  await tabs().waitFor();
  assert.deepEqual(await names(), ['-b-a-b.yaml', '-b-a-b-2.yaml']);
});

test('Install… names every file in all four ways, and the zip has them', async () => {
  await two();
  await button('Install…').click();
  const shown = editor.page.getByRole('dialog', { name: 'Install' });
  const install = shown.getByLabel('Install', { exact: true });
  for (const tool of ['helm dagu', 'Helm 3', 'Helm 4', 'Pipe']) {
    await shown.getByLabel(tool, { exact: true }).check();
    assert.match((await install.textContent()) ?? '', / --values values\.yaml --values production\.yaml( |$)/);
  }
  assert.equal(await shown.getByLabel('in the command').count(), 0, 'a command has one input');
  const [file] = await Promise.all([
    editor.page.waitForEvent('download'),
    shown.getByRole('button', { name: 'Download production.yaml' }).click(),
  ]);
  assert.equal(readFileSync(await file.path(), 'utf8'), PRODUCTION);
  const [archive] = await Promise.all([
    editor.page.waitForEvent('download'),
    shown.getByRole('button', { name: 'Download all as zip' }).click(),
  ]);
  const zip = readFileSync(await archive.path(), 'latin1');
  assert.ok(zip.includes(`values.yaml${BASE}`) && zip.includes(`production.yaml${PRODUCTION}`));
});

test('Ctrl+S downloads the file in the editor under its name', async () => {
  await two();
  const [download] = await Promise.all([
    editor.page.waitForEvent('download'),
    editor.page.keyboard.press('ControlOrMeta+s'),
  ]);
  assert.equal(download.suggestedFilename(), 'production.yaml');
  assert.equal(readFileSync(await download.path(), 'utf8'), PRODUCTION);
});

test('the review compares all files with the baseline', async () => {
  await editor.write(BASE);
  await editor.drop('before.yaml', BASE);
  await button('Compare with it').click();
  await editor.page.getByText('No changes against before.yaml.').waitFor();
  await dropAs('production.yaml', 'workerPools:\n  batch:\n    resources:\n      requests:\n        cpu: 2\n', 'Add it after values.yaml');
  await editor.page.getByText('because of workerPools.batch.resources.').waitFor();
});

test('a pool of another file has a card, and what is done to it goes into the file in the editor', async () => {
  await two();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
  const card = editor.page.getByRole('article', { name: 'Pool batch', exact: true });
  await card.waitFor();
  await editor.write('# none\n');
  await card.locator('input').evaluate(async (/** @type {HTMLInputElement} */ input) => {
    while (input.value !== '3') await new Promise(requestAnimationFrame);
  });
  await card.getByRole('button', { name: 'Delete' }).click();
  await card.waitFor({ state: 'detached' });
  assert.equal(await editor.text(), '# none\nworkerPools:\n  batch: null\n');
});

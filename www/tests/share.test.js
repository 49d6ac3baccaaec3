// Links, commands, copies and examples.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { open } = stage();

/** @type {Editor | undefined} */
let editor;

/** @param {string} [hash] */
async function at(hash) {
  editor = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await editor.has('Deployment dagu-ui');
  if (hash) await editor.page.evaluate((hash) => void (location.hash = hash), hash);
  return editor;
}

afterEach(async () => {
  const complaints = editor?.complaints;
  await editor?.close();
  editor = undefined;
  assert.deepEqual(complaints, []);
});

/** @param {string} text */
const packed = (text) => deflateRawSync(text).toString('base64url');

/** @param {Editor} editor */
async function values(editor) {
  return (await editor.values.locator('.cm-line').allTextContents()).join('\n');
}

/** @param {Editor} editor @param {string} button */
async function dialog(editor, button) {
  await editor.page.getByRole('button', { name: button }).click();
  const shown = editor.page.getByRole('dialog');
  await shown.waitFor();
  return shown;
}

test('a link of version 1 is opened', async () => {
  // Written down: the page must read it for ever.
  // {"values":"workerPools:\n  linked:\n    replicas: 3\n","release":{"name":"team"}}
  const editor = await at('#1.HcY7DoAgEAXAq2xebWe3p_AANBt9BWEBA34Kwt1NnGoGHvObHYq3tsS21epdQxHxWBKPvyKNp8fdusoaChY0Oq0TOlAsE4qLljHnBw');
  await editor.has('Deployment team-dagu-worker-linked');
  assert.match(await values(editor), /linked:\n {4}replicas: 3/);
  assert.equal(await editor.page.getByLabel('Release name').inputValue(), 'team');
});

test('a link that is copied brings the values and the release back', async () => {
  const editor = await at();
  await editor.page.getByLabel('Namespace').fill('flows');
  await editor.write('# Größe 🚀\nworkerPools:\n  shared:\n    replicas: 2\n');
  await editor.has('Deployment dagu-worker-shared');
  const shown = await dialog(editor, 'Share…');
  await shown.getByRole('button', { name: 'Copy link' }).click();
  await shown.getByRole('button', { name: 'Copied' }).waitFor();
  const link = await editor.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/some\/folder\/#1\.[\w-]+$/);
  await editor.page.goto('about:blank');
  await editor.page.goto(link);
  await editor.has('Deployment dagu-worker-shared');
  assert.match(await values(editor), /^# Größe 🚀\n/);
  assert.equal(await editor.page.getByLabel('Namespace').inputValue(), 'flows');
});

test('values of credential keys stay out of a link and are listed before copying', async () => {
  const editor = await at();
  await editor.write('auth:\n  builtin:\n    admin:\n      password: "hunter2-hunter2"  # mine\n    token: {secret: another-secret-of-32-characters!}\n');
  await editor.page.getByText('Up to date').waitFor();
  const shown = await dialog(editor, 'Share…');
  await shown.getByText('The link does not contain these credentials').waitFor();
  const listed = await shown.locator('code').allTextContents();
  assert.deepEqual(listed.sort(), ['auth.builtin.admin.password', 'auth.builtin.token.secret']);
  const link = await shown.getByLabel('Link').inputValue();
  await editor.page.goto('about:blank');
  await editor.page.goto(link);
  await editor.values.getByText('# mine').waitFor();
  const text = await values(editor);
  assert.match(text, /password: "" {2}# mine/);
  assert.match(text, /token: \{secret: ""\}/);
});

test('a credential that is also another value is not shared', async () => {
  const editor = await at();
  await editor.write('nodeSelector:\n  pool: &pw hunter2-hunter2\nauth:\n  builtin:\n    admin:\n      password: *pw\n');
  await editor.page.getByText('Up to date').waitFor();
  const shown = await dialog(editor, 'Share…');
  await shown.getByRole('alert').getByText('auth.builtin.admin.password').waitFor();
  assert.equal(await shown.getByLabel('Link').count(), 0);
});

for (const [name, hash, sentence] of [
  ['from the future', `#3.${packed('{"values":"a: 1"}')}`, 'a newer version of this page'],
  ['that is cut off', '#1.q1YqS8wpTS1WslIqzy_KTi0KyM_PKba', 'incomplete or damaged'],
  ['full of HTML', `#1.${packed('<img src=x onerror=alert(1)>')}`, 'incomplete or damaged'],
  ['with other types', `#1.${packed('{"values":{"a":1}}')}`, 'incomplete or damaged'],
  ['with characters that no link has', '#1.%3Cscript%3E', 'incomplete or damaged'],
  ['that unpacks to too much', `#1.${packed(JSON.stringify({ values: 'a'.repeat(5 << 20) }))}`, 'more than 4 MiB'],
]) {
  test(`a link ${name} gets a sentence and keeps the text`, async () => {
    const editor = await at(hash);
    await editor.page.getByRole('alert').getByText(String(sentence), { exact: false }).waitFor();
    await editor.has('Deployment dagu-worker-gpu');
    assert.match(await values(editor), /Rendered as you type/);
  });
}

test('HTML in a link is text', async () => {
  const html = '# <img src=x onerror="document.title=1">\n';
  const editor = await at(`#1.${packed(JSON.stringify({ values: html, release: { name: '<b>' } }))}`);
  await editor.values.getByText('<img src=x').waitFor();
  assert.equal(await editor.page.locator('img[src=x]').count(), 0);
  assert.notEqual(await editor.page.title(), '1');
});

test('Install… has the exact commands for helm dagu, Helm 3, Helm 4 and the pipe', async () => {
  const editor = await at();
  await editor.page.getByLabel('Release name').fill('team');
  await editor.page.getByLabel('Namespace').fill('flows');
  await editor.page.getByLabel('Dagu version').fill('2.4.3');
  await editor.has('Deployment team-dagu-ui');
  const shown = await dialog(editor, 'Install…');
  const install = shown.getByLabel('Install', { exact: true });
  const options = '--namespace flows --create-namespace --values values.yaml --set-string daguVersion=2.4.3';
  assert.equal(await install.textContent(), `helm dagu install team ./chart ${options}`);
  for (const tool of ['Helm 3', 'Helm 4']) {
    await shown.getByLabel(tool, { exact: true }).check();
    assert.equal(await install.textContent(), `helm install team ./chart ${options} --post-renderer dagu-post`);
  }
  await shown.getByLabel('Pipe').check();
  assert.equal(
    await install.textContent(),
    'helm template team ./chart --namespace flows --values values.yaml --set-string daguVersion=2.4.3' +
      ' | dagu-post | kubectl apply --namespace flows --filename -',
  );
  await shown.getByLabel('PowerShell').check();
  assert.match((await install.textContent()) ?? '', / --set-string 'daguVersion=2\.4\.3' \|/);
});

test('a here-document gives Helm exactly the values', async () => {
  const editor = await at();
  const text = "# it's $HOME `id` \\ \"x\"\nVALUES\nnameOverride: a\n";
  await editor.write(text);
  const shown = await dialog(editor, 'Install…');
  await shown.getByLabel('in the command').check();
  await shown.getByLabel('sh', { exact: true }).check();
  const install = shown.getByLabel('Install', { exact: true });
  // A shell with a `helm` that prints its input.
  const printed = execFileSync('sh', ['-c', `helm() { cat; }\n${await install.textContent()}`], { encoding: 'utf8' });
  assert.equal(printed, text);
  await shown.getByLabel('PowerShell').check();
  const lines = ((await install.textContent()) ?? '').split('\n');
  assert.deepEqual(lines.slice(1, -1), ["@'", ...text.trimEnd().split('\n')]);
  assert.match(lines.at(-1) ?? '', /^'@ \| helm dagu install dagu /);
});

test('Install… names the Secret of a projected volume', async () => {
  const editor = await at();
  await editor.write('workerPools:\n  certs:\n    extraVolumes: [{name: certs, projected: {sources: [{secret: {name: my-certs}}]}}]\n');
  await editor.has('Deployment dagu-worker-certs');
  await (await dialog(editor, 'Install…')).getByText('my-certs').first().waitFor();
});

test('Install… names what is missing first', async () => {
  const editor = await at();
  await editor.write('auth:\n  mode: basic\n  basic:\n    existingSecret: dagu-login\nserviceAccount:\n  create: false\n  name: runner\n');
  await editor.page.getByText('Up to date').waitFor();
  await editor.entry('ServiceAccount dagu').waitFor({ state: 'detached' });
  const shown = await dialog(editor, 'Install…');
  assert.equal(
    await shown.getByLabel('Create Secret dagu-login', { exact: true }).textContent(),
    "kubectl create secret generic dagu-login --namespace default --from-literal='password=…' --from-literal='username=…'",
  );
  await shown.getByLabel('Create ServiceAccount runner', { exact: true }).waitFor();
});

test('values with errors are said to be refused', async () => {
  const editor = await at();
  await editor.write('workerPools: 7\n');
  await editor.old.waitFor();
  const shown = await dialog(editor, 'Install…');
  await shown.getByRole('alert').getByText('Helm would refuse these values').waitFor();
});

test('the zip holds the values and every object; Secrets without data stay out of copies, and the page says so', async () => {
  const editor = await at();
  const titles = await editor.titles();
  const shown = await dialog(editor, 'Install…');
  await shown.getByText('Secret dagu-admin: left out of copies').waitFor();
  const [download] = await Promise.all([
    editor.page.waitForEvent('download'),
    shown.getByRole('button', { name: 'Download all as zip' }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'dagu-zip-'));
  try {
    await download.saveAs(join(folder, 'dagu.zip'));
    execFileSync('python3', ['-m', 'zipfile', '-e', 'dagu.zip', 'out'], { cwd: folder });
    const files = readdirSync(join(folder, 'out', 'manifests'));
    assert.equal(files.length, titles.length - 1);
    assert.ok(!files.includes('secret-dagu-admin.yaml'));
    assert.match(readFileSync(join(folder, 'out', 'manifests', 'deployment-dagu-ui.yaml'), 'utf8'), /^kind: Deployment$/m);
    assert.match(readFileSync(join(folder, 'out', 'values.yaml'), 'utf8'), /^# Rendered as you type/);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await shown.getByRole('button', { name: 'Copy manifests' }).click();
  await shown.getByRole('button', { name: 'Copied' }).waitFor();
  const copied = await editor.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^kind: Deployment$/m);
  assert.doesNotMatch(copied, /^kind: Secret$/m);
});

test('one object is copied from its heading; a Secret without data is not', async () => {
  const editor = await at();
  await editor.entry('Service dagu-ui').click();
  await editor.page.getByRole('button', { name: 'Copy Service dagu-ui' }).click();
  await editor.page.getByText('Copied').first().waitFor();
  const copied = await editor.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^---\n# Source: .*\napiVersion: v1\nkind: Service\n/);
  assert.equal(copied.match(/^---$/gm)?.length, 1);
  await editor.entry('Secret dagu-admin').click();
  await editor.page.getByRole('heading', { name: /Secret dagu-admin .*data is generated at the install/ }).waitFor();
  assert.equal(await editor.page.getByRole('button', { name: 'Copy Secret dagu-admin' }).count(), 0);
});

test('Start from: every example of the chart, and the values of a release; undo brings the text back', async () => {
  const editor = await at();
  const examples = readdirSync(join(import.meta.dirname, '..', '..', 'chart', 'examples'));
  const shown = await dialog(editor, 'Start from…');
  for (const file of examples) {
    await shown.getByRole('button', { name: file.replace('.yaml', ''), exact: true }).waitFor();
  }
  await shown.getByRole('button', { name: 'local', exact: true }).click();
  await editor.values.getByText('skipValidation: true').waitFor();
  await editor.page.keyboard.press('ControlOrMeta+z');
  await editor.values.getByText('Rendered as you type').waitFor();
  const again = await dialog(editor, 'Start from…');
  await again.getByLabel('The values of a release').fill('USER-SUPPLIED VALUES:\nnameOverride: live\n');
  await again.getByRole('button', { name: 'Start from these' }).click();
  await editor.has('Deployment dagu-live-ui');
  assert.equal(await values(editor), 'nameOverride: live\n');
});

test('Start from the values of the public chart: they carry over, and what has no place says what to do', async () => {
  const editor = await at();
  const cases = join(import.meta.dirname, '..', '..', 'tests', 'cases');
  const start = async (/** @type {string} */ name) => {
    const shown = await dialog(editor, 'Start from…');
    await shown.getByLabel('The values of a release').fill(readFileSync(join(cases, name, 'values.yaml'), 'utf8'));
    await shown.getByRole('button', { name: 'Start from these' }).click();
    await shown.waitFor({ state: 'detached' });
  };
  await start('public-chart-not-supported');
  await editor.problems.getByText('6 errors').waitFor();
  await editor.problems.getByText('OIDC is not supported yet').waitFor();
  await editor.problems.getByText('set license.existingSecret to ""').waitFor();
  await start('public-chart-values');
  await editor.problems.getByText(/errors?/).waitFor({ state: 'detached' });
  await editor.state('Up to date').waitFor();
});

test('the page says that nothing leaves it, and what Dagu is', async () => {
  const editor = await at();
  await editor.page.getByText('Nothing you type leaves this page').waitFor();
  await editor.page.getByText('Dagu runs workflows').waitFor();
});

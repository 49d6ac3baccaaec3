// Nothing is lost: the work survives a reload, is downloaded, and a dropped file does not replace it unasked.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { Editor } from './editor.js';
import { stage } from './stage.js';

const { open } = stage();

const TEXT = 'workerPools:\n  kept:\n    replicas: 1\n';

test('the text, the release fields and the baseline survive a reload, until Start over', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  const start = await editor.text();
  await editor.write(TEXT);
  await editor.page.getByLabel('Release name').fill('team');
  await editor.drop('before.yaml', 'workerPools:\n  old: {}\n');
  await editor.page.getByRole('button', { name: 'Compare with it' }).click();
  await editor.page.getByText('against before.yaml').first().waitFor();
  await editor.page.reload();
  await editor.page.getByText(/^Restored from \d/).waitFor();
  await editor.has('Deployment team-dagu-worker-kept');
  assert.equal(await editor.text(), TEXT);
  assert.equal(await editor.page.getByLabel('Release name').inputValue(), 'team');
  await editor.page.getByText('against before.yaml').first().waitFor();

  await editor.page.getByRole('button', { name: 'Start over' }).click();
  await editor.has('Deployment dagu-worker-gpu');
  assert.equal(await editor.text(), start);
  await editor.page.reload();
  await editor.has('Deployment dagu-worker-gpu');
  assert.equal(await editor.page.getByText('Restored from').count(), 0);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('edits of a link survive a reload, and the link opened anew brings its own text', async () => {
  const editor = await open();
  const url = editor.page.url();
  const text = 'workerPools:\n  linked:\n    replicas: 1\n';
  const link = `${url}#1.${deflateRawSync(JSON.stringify({ values: text })).toString('base64url')}`;
  await editor.page.goto('about:blank');
  await editor.page.goto(link);
  await editor.has('Deployment dagu-worker-linked');
  await editor.append('  edited: {}\n');
  await editor.has('Deployment dagu-worker-edited');
  await editor.page.reload();
  await editor.page.getByText(/^Restored from \d/).waitFor();
  await editor.has('Deployment dagu-worker-edited');
  assert.equal(await editor.text(), `${text}  edited: {}\n`);
  await editor.page.goto('about:blank');
  await editor.page.goto(link);
  await editor.entry('Deployment dagu-worker-edited').waitFor({ state: 'detached' });
  await editor.has('Deployment dagu-worker-linked');
  assert.equal(await editor.text(), text);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('of two tabs each keeps its own text over a reload', async () => {
  const one = await open();
  const other = new Editor(await one.page.context().newPage());
  await other.page.goto(one.page.url());
  for (const [editor, name] of /** @type {const} */ ([[one, 'one'], [other, 'other']])) {
    await editor.state('Up to date').waitFor();
    await editor.write(`workerPools:\n  ${name}: {}\n`);
    await editor.has(`Deployment dagu-worker-${name}`);
  }
  await one.page.reload();
  await one.has('Deployment dagu-worker-one');
  await one.close();
});

test('a tab without changes leaves alone what another one kept', async () => {
  const untouched = await open();
  await untouched.state('Up to date').waitFor();
  const one = new Editor(await untouched.page.context().newPage());
  await one.page.goto(untouched.page.url());
  await one.state('Up to date').waitFor();
  await one.write(TEXT);
  await one.has('Deployment dagu-worker-kept');
  await one.page.close({ runBeforeUnload: true });
  await untouched.page.reload();
  await untouched.has('Deployment dagu-worker-kept');
  assert.equal(await untouched.text(), TEXT);
  await untouched.close();
});

for (const [name, message, breakStorage] of /** @type {const} */ ([
  [
    'blocked',
    'stores nothing for this page',
    () => {
      for (const storage of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, storage, {
          get() {
            throw new DOMException('blocked', 'SecurityError');
          },
        });
      }
    },
  ],
  [
    'full',
    'has no space left',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
])) {
  test(`with storage ${name} the page works and says that a reload loses the values`, async () => {
    const editor = await open({}, (page) => page.addInitScript(breakStorage));
    await editor.write(TEXT);
    await editor.has('Deployment dagu-worker-kept');
    await editor.page.getByText(message).waitFor();
    await editor.close();
    assert.deepEqual(editor.complaints, []);
  });
}

test('what something else stored is ignored', async () => {
  const editor = await open({}, (page) =>
    page.addInitScript(() => localStorage.setItem('dagu-chart-editor', '{"values": 7}')),
  );
  await editor.has('Deployment dagu-worker-gpu');
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('Ctrl+S downloads values.yaml', async () => {
  const editor = await open();
  await editor.write(TEXT);
  const [download] = await Promise.all([
    editor.page.waitForEvent('download'),
    editor.page.keyboard.press('ControlOrMeta+s'),
  ]);
  assert.equal(download.suggestedFilename(), 'values.yaml');
  assert.equal(readFileSync(await download.path(), 'utf8'), TEXT);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a file that is dropped anywhere is offered as replacement and never lands in the text', async () => {
  const editor = await open();
  await editor.write(TEXT);
  await editor.drop('other.yaml', 'workerPools:\r\n  dropped: {}\r\n');
  const dialog = editor.page.getByRole('dialog', { name: 'Use other.yaml' });
  await dialog.waitFor();
  assert.equal(await editor.text(), TEXT);
  await dialog.getByRole('button', { name: 'Replace the values' }).click();
  await editor.has('Deployment dagu-worker-dropped');
  await editor.values.focus();
  await editor.page.keyboard.press('ControlOrMeta+z');
  assert.equal(await editor.text(), TEXT);

  await editor.drop('picture.png', '\0\0');
  await editor.page.getByText('It is not a text file.').waitFor();
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

// The page as `helm dagu ui` serves it: it loads a file, shows what changes, and writes the file back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch } from './browser.js';
import { Editor } from './editor.js';
import { DIST, serve } from './site.js';
import { stage } from './stage.js';
import { Ui } from './ui.js';

/** @import { Browser } from 'playwright-core' */

const VALUES = `# Production
workerPools:
  gpu:
    replicas: 2   # one per node
    labels: {gpu: 'true'}
`;
const EDITED = VALUES.replace('replicas: 2', 'replicas: 4');

/** @type {Browser} */
let browser;
const { open } = stage();

before(async () => {
  browser = await launch();
});

after(() => browser.close());

/**
 * Opens the link of `ui`, calls `use`, and closes both.
 *
 * @param {Ui} ui
 * @param {(editor: Editor) => Promise<unknown>} use
 */
async function edit(ui, use) {
  try {
    const editor = await Editor.open(browser, ui.link);
    // A browser asks before it leaves unsaved changes.
    editor.page.on('dialog', (dialog) => void dialog.accept());
    await editor.has('Service dagu-ui');
    await use(editor);
    await editor.close();
    // What the tests of a failure expect.
    const expected = /status of 409|status of 500|ERR_CONNECTION_REFUSED/;
    assert.deepEqual(editor.complaints.filter((complaint) => !expected.test(complaint)), []);
  } finally {
    await ui.close();
  }
}

/** @param {Editor} editor */
async function openDialog(editor) {
  await editor.page.getByRole('button', { name: 'Save to values.yaml…' }).click();
  const dialog = editor.page.getByRole('dialog', { name: 'Save to values.yaml' });
  await dialog.waitFor();
  return dialog;
}

test('a file is loaded, edited, compared and written back with its comments', async () => {
  await edit(await Ui.start(VALUES), async (editor) => {
    assert.equal(editor.page.url().includes('token'), false, 'the token does not stay in the address');
    assert.equal(await editor.text(), VALUES);
    await editor.page.getByText('Editing values.yaml: saved').waitFor();
    await editor.page.getByText('against values.yaml:').waitFor();
    await editor.page.getByText('Nothing you type leaves this machine').waitFor();
  });

  const ui = await Ui.start(VALUES);
  await edit(ui, async (editor) => {
    await editor.write(EDITED);
    await editor.page.getByText('Editing values.yaml: unsaved changes').waitFor();
    const dialog = await openDialog(editor);
    const difference = dialog.getByLabel('Changes of values.yaml');
    await difference.getByText('replicas: 4').waitFor();
    assert.equal(await difference.locator('.cm-deletedChunk').textContent(), '    replicas: 2   # one per node');
    assert.equal(ui.text, VALUES, 'nothing is written before Save');

    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await editor.page.getByText('Editing values.yaml: saved').waitFor();
    assert.equal(ui.text, EDITED);

    // The same page writes again, and a reload shows the file.
    await editor.write(VALUES);
    const again = await openDialog(editor);
    await again.getByRole('button', { name: 'Save', exact: true }).click();
    await again.waitFor({ state: 'detached' });
    assert.equal(ui.text, VALUES);
    await editor.page.reload();
    await editor.has('Deployment dagu-worker-gpu');
    assert.equal(await editor.text(), VALUES);
    assert.equal(await editor.page.getByText('Restored from').count(), 0);
  });
});

test('of several files each is written back to itself', async () => {
  const base = 'base/values.yaml';
  const production = 'production/values.yaml';
  const texts = { [base]: VALUES, [production]: '# Only here\nworkerPools:\n  gpu:\n    replicas: 3\n' };
  const ui = await Ui.ofFiles(texts);
  await edit(ui, async (editor) => {
    const { page } = editor;
    const tab = (/** @type {string} */ name) => page.getByRole('tab', { name });
    const save = async (/** @type {string} */ name, /** @type {string} */ shown) => {
      await page.getByRole('button', { name: `Save to ${name}…` }).click();
      const dialog = page.getByRole('dialog', { name: `Save to ${name}` });
      await dialog.getByLabel(`Changes of ${name}`).getByText(shown).waitFor();
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await page.getByText(`Editing ${base}, ${production}: saved`).waitFor();
    assert.equal(await editor.text(), texts[production], 'the last one, which wins, is in the editor');
    // Files of one name are told apart.
    await tab('base-values.yaml').click();
    assert.equal(await editor.text(), VALUES);

    await editor.write(EDITED);
    await tab('production-values.yaml').click();
    await editor.append('    maxActiveRuns: 5\n');
    await page.getByText(`: unsaved changes in ${base}, ${production}`).waitFor();
    await save(production, 'maxActiveRuns: 5');
    await page.getByText(`: unsaved changes in ${base}`, { exact: false }).waitFor();
    assert.equal(ui.textOf(production), `${texts[production]}    maxActiveRuns: 5\n`);
    assert.equal(ui.textOf(base), VALUES, 'the other one waits for its own dialog');

    // Not yet written, it survives a reload; the button is there although the other file is in the editor.
    await page.waitForTimeout(400);
    await page.reload();
    await page.getByText(`: unsaved changes in ${base}`).waitFor();
    await save(base, 'replicas: 4');
    await page.getByText(`Editing ${base}, ${production}: saved`).waitFor();
    assert.equal(ui.textOf(base), EDITED);
    assert.equal(ui.textOf(production), `${texts[production]}    maxActiveRuns: 5\n`);

    // Neither can be removed, and Ctrl+S is for the file in the editor.
    assert.equal(await page.getByRole('button', { name: /^Remove / }).count(), 0);
    await tab('base-values.yaml').click();
    await editor.write(VALUES);
    await page.keyboard.press('ControlOrMeta+s');
    await page.getByRole('dialog', { name: `Save to ${base}` }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(ui.textOf(base), EDITED);
  });
});

test('a file that another program changed is not written until its difference is shown', async () => {
  const ui = await Ui.start(VALUES);
  await edit(ui, async (editor) => {
    const others = `${VALUES}nameOverride: other\n`;
    await editor.write(EDITED);
    const dialog = await openDialog(editor);
    ui.text = others;
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.getByRole('alert').getByText('values.yaml was changed by another program').waitFor();
    assert.equal(ui.text, others);
    assert.equal(await editor.text(), EDITED, 'the edits stay');
    await dialog.locator('.cm-deletedChunk').getByText('nameOverride: other').waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(ui.text, EDITED);
  });
});

test('Ctrl+S opens the difference, errors are named, and Escape writes nothing', async () => {
  const ui = await Ui.start(VALUES);
  await edit(ui, async (editor) => {
    await editor.page.keyboard.press('ControlOrMeta+s');
    const dialog = editor.page.getByRole('dialog', { name: 'Save to values.yaml' });
    await dialog.getByText('The file has these values already').waitFor();
    await editor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await editor.write('workerPools: 7\n');
    await editor.old.waitFor();
    await editor.page.keyboard.press('ControlOrMeta+s');
    await dialog.getByRole('alert').getByText('Helm would refuse these values').waitFor();
    await editor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(ui.text, VALUES);
  });
});

test('line ends and a text without one at the end are kept', async () => {
  const crlf = VALUES.replaceAll('\n', '\r\n').trimEnd();
  const ui = await Ui.start(crlf);
  await edit(ui, async (editor) => {
    await editor.page.getByText('Editing values.yaml: saved').waitFor();
    await editor.write(EDITED.trimEnd());
    const dialog = await openDialog(editor);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(ui.text, crlf.replace('replicas: 2', 'replicas: 4'));
  });
});

test('edits survive a reload, and are gone after Start over', async () => {
  const ui = await Ui.start(VALUES);
  await edit(ui, async (editor) => {
    await editor.write(EDITED);
    await editor.page.getByText('Editing values.yaml: unsaved changes').waitFor();
    await editor.page.reload();
    await editor.page.getByText(/^Restored from \d/).waitFor();
    assert.equal(await editor.text(), EDITED);
    await editor.page.getByRole('button', { name: 'Start over' }).click();
    await editor.page.getByText('Editing values.yaml: saved').waitFor();
    assert.equal(await editor.text(), VALUES);
  });
});

test('kept edits of an older file say so, and Start over takes the new file', async () => {
  const ui = await Ui.start(VALUES);
  const others = `${VALUES}nameOverride: other\n`;
  await edit(ui, async (editor) => {
    await editor.write(EDITED);
    await editor.page.getByText('Editing values.yaml: unsaved changes').waitFor();
    ui.text = others;
    // The warning stays until the user has decided.
    for (let visit = 0; visit < 2; visit++) {
      await editor.page.reload();
      await editor.page.getByText(/^Restored from .*values\.yaml has changed since/).waitFor();
      assert.equal(await editor.text(), EDITED);
      await editor.append('# more\n');
      await editor.write(EDITED);
      await editor.page.waitForTimeout(400);
    }
    await editor.page.getByRole('button', { name: 'Start over' }).click();
    await editor.page.getByText('Editing values.yaml: saved').waitFor();
    assert.equal(await editor.text(), others);
  });
});

test('a page of a program that was stopped writes neither a newer file nor another one', async () => {
  const first = await Ui.start(VALUES);
  const port = ['--port', new URL(first.link).port];
  const others = `${VALUES}nameOverride: other\n`;
  await edit(first, async (editor) => {
    await editor.write(EDITED);
    await first.stop();
    const again = await Ui.run(first.folder, ['-f', 'values.yaml', ...port]);
    const open = async (/** @type {Ui} */ ui) => {
      const page = await editor.page.context().newPage();
      await page.goto(ui.link);
      await page.getByText('Editing').first().waitFor();
      await page.close();
    };
    await open(again);
    again.text = others;
    const dialog = await openDialog(editor);
    const save = dialog.getByRole('button', { name: 'Save', exact: true });
    await save.click();
    await dialog.getByRole('alert').getByText('was started again').waitFor();
    assert.equal(again.text, others);
    await again.stop();

    const another = await Ui.start('nameOverride: another\n', port);
    try {
      await open(another);
      for (let attempt = 0; attempt < 2; attempt++) {
        await save.click();
        await dialog.getByRole('alert').getByText('no longer edits this values.yaml').waitFor();
      }
      assert.equal(another.text, 'nameOverride: another\n');
    } finally {
      await another.close();
    }
  });
});

test('a program that was stopped is named, and the text can be downloaded', async () => {
  const ui = await Ui.start(VALUES);
  await edit(ui, async (editor) => {
    await editor.write(EDITED);
    const dialog = await openDialog(editor);
    await ui.stop();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.getByRole('alert').getByText('does not answer: it was stopped').waitFor();
    const [download] = await Promise.all([
      editor.page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download values.yaml' }).click(),
    ]);
    assert.equal(readFileSync(await download.path(), 'utf8'), EDITED);
  });
});

test('the values of a release are shown and downloaded', async () => {
  const ui = await Ui.ofRelease({ workerPools: { gpu: { replicas: 2 } } });
  await edit(ui, async (editor) => {
    await editor.page.getByText('Values of release dagu.').waitFor();
    await editor.has('Deployment dagu-worker-gpu');
    const text = 'workerPools:\n  gpu:\n    replicas: 2\n';
    assert.equal(await editor.text(), text);
    assert.equal(await editor.page.getByRole('button', { name: /^Save to/ }).count(), 0);

    // Edits survive a reload, and no credential stays in the browser.
    await editor.write(`${text}nameOverride: mine\n`);
    await editor.page.waitForTimeout(400);
    await editor.page.reload();
    await editor.page.getByText(/^Restored from \d/).waitFor();
    assert.equal(await editor.page.evaluate(() => localStorage.length), 0);
    await editor.page.getByRole('button', { name: 'Start over' }).click();
    await editor.has('Service dagu-ui');

    const [download] = await Promise.all([
      editor.page.waitForEvent('download'),
      editor.page.getByRole('button', { name: 'Download values.yaml' }).click(),
    ]);
    assert.equal(readFileSync(await download.path(), 'utf8'), text);
  });
});

test('another browser with the used link gets nothing', async () => {
  const ui = await Ui.start(VALUES);
  await edit(ui, async () => {
    const other = await browser.newContext();
    const page = await other.newPage();
    const response = await page.goto(ui.link);
    assert.equal(response?.status(), 403);
    assert.doesNotMatch(await page.content(), /Production/);
    await other.close();
  });
});

test('the service worker of a page that was at the same address does not hide the file', async () => {
  const site = await serve(DIST, '/');
  const editor = await Editor.open(browser, site.url, { serviceWorkers: 'allow' });
  try {
    await editor.page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    await site.close();
    const ui = await Ui.start(VALUES, ['--port', new URL(site.url).port]);
    try {
      await editor.page.goto(ui.link);
      await editor.page.getByText('Editing values.yaml: saved').waitFor();
      await editor.page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()));
      await editor.page.goto(site.url);
      await editor.page.getByText('Editing values.yaml: saved').waitFor();
    } finally {
      await ui.close();
    }
  } finally {
    await editor.close();
  }
});

test('a page from any other server asks for no document', async () => {
  /** @type {string[]} */
  const asked = [];
  const editor = await open({}, async (page) => page.on('request', (request) => asked.push(request.url())));
  await editor.has('Service dagu-ui');
  assert.deepEqual(asked.filter((url) => /local/i.test(new URL(url).pathname)), []);
  assert.equal(await editor.page.getByText('Editing').count(), 0);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

// What the user does in a part of the page stays when the number of columns changes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';
import { resize } from './widths.js';

const { openForEach } = stage();

const HEIGHT = 700;
const WIDE = { width: 1600, height: HEIGHT };

/** @type {import('./editor.js').Editor} */
let editor;

openForEach((opened) => (editor = opened), async (opened) => {
  await opened.page.setViewportSize(WIDE);
  await opened.state('Up to date').waitFor();
});

/** Goes to other numbers of columns and back, with the view hidden and with all of it in sight. */
async function changeColumns() {
  for (const width of [1280, 390, 1280, WIDE.width]) await resize(editor.page, width, HEIGHT);
}

/** @param {'Pools' | 'Changes' | 'Picture'} name */
const view = (name) => editor.page.getByRole('tab', { name }).click();

/** @type {[string, () => Promise<unknown>, () => Promise<unknown>, unknown][]} */
const KEPT = [
  [
    'a baseline that is being pasted',
    async () => {
      await view('Changes');
      await editor.page.getByRole('button', { name: 'Paste…' }).click();
      await editor.page.locator('#pasted').fill('replicas: 1');
    },
    () => editor.page.locator('#pasted').inputValue(),
    'replicas: 1',
  ],
  [
    'an opened difference',
    async () => {
      await editor.append('\n  batch:\n    replicas: 3\n');
      await view('Changes');
      await change().getByRole('button', { name: 'Difference' }).click();
    },
    () => change().getByRole('button', { name: 'Difference' }).getAttribute('aria-expanded'),
    'true',
  ],
  [
    'a new name of a pool',
    async () => {
      await editor.page.getByRole('button', { name: 'Rename gpu' }).click();
      await editor.page.getByLabel('New name of gpu').fill('graphics');
    },
    () => editor.page.getByLabel('New name of gpu').inputValue(),
    'graphics',
  ],
  [
    'the filter of the objects',
    () => filter().fill('worker'),
    () => filter().inputValue(),
    'worker',
  ],
];

const change = () => editor.page.getByRole('article', { name: 'Deployment dagu-worker-batch' });
const filter = () => editor.page.getByRole('searchbox', { name: 'Filter' });

for (const [what, act, read, expected] of KEPT) {
  test(`${what} stays when the number of columns changes`, async () => {
    await act();
    assert.deepEqual(await read(), expected);
    await changeColumns();
    assert.deepEqual(await read(), expected);
  });
}

// Whether the page keeps something of each edit.

import { Editor } from '../editor.js';
import { kept } from '../kept.js';
import { row } from './row.js';

/** @import { Browser } from 'playwright-core' */

const WARM_UP = 200;
const EDITS = 1000;
const GROWTH_MB = 1;

/** @param {Editor} editor @param {number} count */
async function edit(editor, count) {
  for (let index = 0; index < count; index++) {
    await editor.page.keyboard.press(index % 2 ? 'Backspace' : '5');
    // Every tenth time, what waits for a pause in typing runs too.
    if (index % 10 === 9) await editor.page.waitForTimeout(450);
  }
}

/** @param {Browser} browser @param {string} url */
export async function benchMemory(browser, url) {
  const editor = await Editor.open(browser, url);
  await editor.state('Up to date').waitFor();
  await editor.values.locator('.cm-line', { hasText: /^ *replicas: 1$/ }).last().click();
  await editor.page.keyboard.press('End');
  await edit(editor, WARM_UP);
  const before = await kept(editor.page);
  await edit(editor, EDITS);
  const after = await kept(editor.page);
  await editor.close();
  const what = `${EDITS.toLocaleString('en')} edits`;
  row(`${what}: growth of the heap`, (after.heap - before.heap) / 1e6, 'MB', GROWTH_MB);
  row(`${what}: growth of the number of DOM nodes`, after.nodes - before.nodes, '', 0);
  row(`${what}: growth of the number of listeners`, after.listeners - before.listeners, '', 0);
}

// The page in windows of several widths.

/** @import { Page } from 'playwright-core' */
/** @import { Editor } from './editor.js' */

/** Resizes the window, and waits for the layout. @param {Page} page @param {number} width @param {number} height */
export async function resize(page, width, height) {
  await page.setViewportSize({ width, height });
  // The layout follows in the next frames.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * What `find` finds at each width, and in the other pane where there are tabs for panes, with the width before it.
 *
 * @param {Editor} editor
 * @param {readonly number[]} widths
 * @param {number} height
 * @param {(page: Page) => Promise<string[]>} find
 */
export async function foundAt(editor, widths, height, find) {
  const found = [];
  for (const width of widths) {
    await resize(editor.page, width, height);
    for (const fault of await find(editor.page)) found.push(`${width} px: ${fault}`);
    const panes = editor.page.getByRole('tablist', { name: 'Panes' }).getByRole('tab');
    if (!(await panes.count()) || (await editor.page.getByRole('dialog').count())) continue;
    await panes.and(editor.page.locator('[aria-selected=false]')).click();
    for (const fault of await find(editor.page)) found.push(`${width} px, other pane: ${fault}`);
  }
  return found;
}

// Nothing but code scrolls sideways: in every view and state, at every width.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';
import { VIEWS } from './views.js';
import { foundAt } from './widths.js';

/** @import { Page } from 'playwright-core' */

const { open } = stage();

/** A phone, where two and three columns begin, and windows in use; 320 px are 1280 px at 400 %. */
const WIDTHS = [320, 390, 800, 1280, 1500, 1600, 1920];

/** What can be scrolled sideways although it is no code. @param {Page} page */
function scrolled(page) {
  return page.evaluate(() => {
    const code = 'pre, code, input, textarea, .cm-scroller, .cm-panels';
    const found = [...document.querySelectorAll('*')].filter((element) => {
      const { overflowX } = getComputedStyle(element);
      const canScroll = ['auto', 'scroll'].includes(overflowX) || element === document.documentElement;
      // Fractions of a pixel are rounded up.
      return canScroll && element.scrollWidth > element.clientWidth + 1 && !element.closest(code);
    });
    return found.map(
      (element) => `${element.tagName} ${element.className} ${element.scrollWidth} in ${element.clientWidth}`,
    );
  });
}

for (const { name, options, prepare, reach } of VIEWS) {
  test(`nothing but code scrolls sideways: ${name}`, async () => {
    const editor = await open(options, prepare);
    await reach(editor);
    assert.deepEqual(await foundAt(editor, WIDTHS, 800, scrolled), []);
    await editor.close();
  });
}

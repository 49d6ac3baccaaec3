// axe-core on every view and state, in light, dark and forced colours.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { stage } from './stage.js';
import { VIEWS } from './views.js';

/** @import { AxeResults } from 'axe-core' */
/** @import { Page } from 'playwright-core' */

const { open } = stage();

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe reports although it is right, with the reason. @type {readonly { rule: string, element: string, why: string }[]} */
const EXCEPTIONS = [
  {
    rule: 'label-content-name-mismatch',
    element: 'class="box ',
    why: 'the lines in a box of the picture are words of its name, which is a sentence',
  },
];

/** @type {readonly { name: string, options: import('playwright-core').BrowserContextOptions }[]} */
const COLOURS = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'forced colours', options: { colorScheme: 'dark', forcedColors: 'active' } },
];

/** What axe reads on the page. @param {Page} page */
function run(page) {
  return page.evaluate(
    () => /** @type {{ axe: { run(): Promise<AxeResults> } }} */ (/** @type {unknown} */ (globalThis)).axe.run(),
  );
}

/** What axe finds, one line for each element. @param {Page} page */
async function violations(page) {
  await page.evaluate(AXE);
  // Axe fails when an element that it has read leaves the page, such as a tooltip or a message.
  const { violations } = await run(page).catch(() => run(page));
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !EXCEPTIONS.some(({ rule, element }) => rule === id && html.includes(element)))
      .map(({ html, any, all, none }) => `${id}: ${html.slice(0, 160)}: ${[...any, ...all, ...none][0]?.message}`),
  );
}

for (const colours of COLOURS) {
  for (const { name, options, prepare, reach } of VIEWS) {
    test(`${name}, ${colours.name}`, async () => {
      const editor = await open({ ...colours.options, ...options }, prepare);
      editor.page.setDefaultTimeout(20_000);
      await reach(editor);
      assert.deepEqual(await violations(editor.page), []);
      await editor.close();
    });
  }
}

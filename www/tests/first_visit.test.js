// What a first visit waits for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stage } from './stage.js';

const { open } = stage();

/** What the page had done when it first asked its core, and when its components were there. */
function watch() {
  const seen = { hasCore: false, wasEmpty: false, hadTurn: false };
  let isAsked = false;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (/** @type {any} */ message) {
    seen.hasCore ||= message.kind === 'start';
    if (message.kind === 'ask' && !isAsked) {
      isAsked = true;
      seen.wasEmpty = document.getElementById('app')?.childElementCount === 0;
      let hadTurn = false;
      setTimeout(() => (hadTurn = true));
      new MutationObserver((_records, observer) => {
        observer.disconnect();
        seen.hadTurn = hadTurn;
      }).observe(document, { childList: true, subtree: true });
    }
    return postMessage.call(this, message);
  };
  Object.assign(globalThis, { seen });
}

test('the core renders the first values while the page creates its components', async () => {
  const editor = await open({}, async (page) => {
    await page.addInitScript(watch);
    // With the core at hand, as after its preload.
    await page.route(/\/page-[^/]*\.js$/, async (route) => {
      while (!(await page.evaluate(() => /** @type {any} */ (globalThis).seen.hasCore))) await sleep(20);
      await route.continue();
    });
  });
  await editor.state('Up to date').waitFor();
  const seen = await editor.page.evaluate(() => /** @type {any} */ (globalThis).seen);
  assert.deepEqual(seen, { hasCore: true, wasEmpty: true, hadTurn: true });
  await editor.close();
});

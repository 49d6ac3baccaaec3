// The cards follow the text a little later. What is done to them meanwhile changes nothing in the wrong place.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPools, openPools } from './pools.js';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

const TEXT = `workerPools:
  gpu:
    replicas: 2
  spot:
    replicas: 1
`;

/** @type {Editor} */
let editor;

openForEach((opened) => (editor = opened), openPools);

const { card, button, becomes } = inPools(() => editor);

/** Waits for the card of a pool that the text before did not have. @param {string} text */
async function write(text) {
  await editor.write(text);
  await card('spot').waitFor();
}

/** Waits for what has the focus. @param {string} selector */
const focused = (selector) => editor.page.waitForFunction((selector) => document.activeElement?.matches(selector), selector);

/** Counts what the core is asked from now on, and can hold back its questions about pools. */
async function listen() {
  await editor.page.evaluate(() => {
    const page = /** @type {any} */ (globalThis);
    page.asked = [];
    /** @type {(() => void)[]} */
    const held = [];
    page.isHeld = false;
    page.release = () => {
      page.isHeld = false;
      for (const send of held.splice(0)) send();
    };
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {[any, any]} */ ...message) {
      const { question } = message[0];
      page.asked.push(question);
      const send = () => postMessage.apply(this, message);
      if (page.isHeld && question === 'pools') held.push(send);
      else send();
    };
  });
}

const hold = () => editor.page.evaluate(() => ((/** @type {any} */ (globalThis)).isHeld = true));
const release = () => editor.page.evaluate(() => (/** @type {any} */ (globalThis)).release());

/** How often the core was asked this. @param {string} question */
const asked = (question) =>
  editor.page.evaluate((question) => (/** @type {any} */ (globalThis)).asked.filter((/** @type {string} */ one) => one === question).length, question);

test('the fix of an older text is not applied to a newer one', async () => {
  const wrong = TEXT.replace('  spot:\n    replicas', '  spot:\n    replcas');
  await write(wrong);
  const fix = card('spot').getByRole('button', { name: 'Rename it to replicas' });
  await fix.waitFor();
  await listen();
  await hold();
  await editor.page.keyboard.press('ControlOrMeta+Home');
  await editor.page.keyboard.insertText('# one\n# two\n');
  await editor.problems.getByText('line 7').first().waitFor();
  await fix.click();
  assert.equal(await editor.text(), `# one\n# two\n${wrong}`);
  await release();
  await card('spot').getByRole('button', { name: 'line 7: show it in the text' }).waitFor();
  await fix.click();
  await becomes(`# one\n# two\n${TEXT}`);
});

test('typing asks the core about the pools only when it pauses, once at a time', async () => {
  await write(TEXT);
  await editor.page.waitForTimeout(1000);
  await listen();
  await editor.page.keyboard.press('ControlOrMeta+End');
  for (let typed = 0; typed < 30; typed++) {
    await editor.page.keyboard.insertText('#');
    await editor.page.waitForTimeout(60);
  }
  await editor.page.waitForTimeout(1000);
  const [count, keys] = [await asked('effectiveValues'), await asked('keys')];
  assert.ok(count >= 1 && count <= 8, `asked ${count} times`);
  assert.equal(keys, 0);
});

test('a question about a DAG waits until typing pauses, and stays while another view is shown', async () => {
  await write(TEXT);
  await editor.page.waitForTimeout(1000);
  await listen();
  await editor.page.locator('#dag-text').evaluate(async (field) => {
    for (const letter of 'gpu=true,zone=a') {
      /** @type {HTMLTextAreaElement} */ (field).value += letter;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
  await editor.page.getByText('runs nowhere: no pool matches').waitFor();
  const count = await asked('route');
  assert.ok(count <= 4, `asked ${count} times`);
  await editor.page.getByRole('tab', { name: 'Changes' }).click();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
  await editor.page.getByText('runs nowhere: no pool matches').waitFor();
  assert.equal(await editor.page.locator('#dag-text').inputValue(), 'gpu=true,zone=a');
});

test('a new card takes the focus from nobody who works in the text by then', async () => {
  await write(TEXT);
  await listen();
  await hold();
  await button('Rename gpu').click();
  await editor.page.getByLabel('New name of gpu').fill('cards');
  await editor.page.keyboard.press('Enter');
  await becomes(TEXT.replace('gpu', 'cards'));
  await editor.values.focus();
  await release();
  await card('cards').waitFor();
  await editor.page.waitForTimeout(300);
  await focused('.cm-content');
});

test('the focus stays at the card when the button that has it goes, and undo works', async () => {
  const text = `nodeSelector: {disk: ssd}\n${TEXT}`;
  await write(text);
  for (const name of ['Disable spot', 'One worker less in spot']) {
    await button(name).press('Enter');
    await focused('[data-pool=spot]');
    assert.notEqual(await editor.text(), text);
    await editor.page.keyboard.press('ControlOrMeta+z');
    await becomes(text);
    await button('Disable spot').waitFor();
    await card('spot').locator('[aria-label="Workers of spot"]').waitFor();
  }
  await button('disk=ssd, from the release: override nodeSelector in pool spot').press('Enter');
  await focused('[data-pool=spot]');
});

test('without any pool the view has the focus', async () => {
  await editor.write('workerPools: {}\n');
  await card('gpu').waitFor({ state: 'detached' });
  await button('Delete general').press('Enter');
  await editor.page.getByText('No worker pools:').waitFor();
  await focused('#panel-pools .view');
  await editor.page.keyboard.press('ControlOrMeta+z');
  await becomes('workerPools: {}\n');
});

test('the number of workers is right after an undo that the cards did not see', async () => {
  await write(TEXT);
  await listen();
  await hold();
  await button('One worker more in gpu').click();
  await becomes(TEXT.replace('replicas: 2', 'replicas: 3'));
  await editor.page.keyboard.press('ControlOrMeta+z');
  await becomes(TEXT);
  await release();
  await editor.page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[aria-label="Workers of gpu"]'))?.value === '2');
});

test('a double click duplicates twice, and a new pool replaces none that is newer than the cards', async () => {
  await write(TEXT);
  await listen();
  await hold();
  await button('Duplicate spot').dblclick();
  await becomes(`${TEXT}  spot-3:\n    replicas: 1\n  spot-2:\n    replicas: 1\n`);
  for (let times = 0; times < 2; times++) {
    await editor.page.getByText('Add pool', { exact: true }).click();
    await editor.page.getByRole('button', { name: 'pool pool with one worker' }).click();
    await editor.page.waitForFunction((count) => document.querySelectorAll('details[open]').length === count, 0);
  }
  await release();
  await card('pool-2').waitFor();
  assert.deepEqual(
    await editor.page.getByRole('article', { name: /^Pool / }).evaluateAll((cards) => cards.map((card) => card.getAttribute('data-pool'))),
    ['general', 'gpu', 'pool', 'pool-2', 'spot', 'spot-2', 'spot-3'],
  );
});

test('with values that are too large the cards wait and say why', async () => {
  await write(TEXT);
  await editor.write(`# ${'x'.repeat(4 * 1024 * 1024)}\n`);
  await editor.page.getByText('The cards wait: the latest values are too large.').waitFor();
  assert.ok(await button('Duplicate gpu').isDisabled());
  await editor.write(TEXT);
  await editor.page.getByText('The cards wait:').waitFor({ state: 'detached' });
});

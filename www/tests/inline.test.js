// Renderings in the task of the key, without a worker: when, and what happens if that goes wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeInlineCore, inlineCore, untilInline, watchInlineCore } from './inline_core.js';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { open } = stage();

const TEXT = 'workerPools:\n  one:\n    replicas: 1';

/** Opens the page, and waits until the core on its thread has rendered `text`. */
async function opened(text = TEXT) {
  const editor = await open({}, watchInlineCore);
  await editor.state('Up to date').waitFor();
  await editor.page.waitForFunction(() => /** @type {any} */ (globalThis).core.isThere);
  await editor.write(text);
  await editor.has('Deployment dagu-worker-one');
  await editor.state('Up to date').waitFor();
  return editor;
}

/** Types a digit behind the number of workers, and waits until it is among the manifests. @param {Editor} editor @param {string} digit */
async function count(editor, digit) {
  await editor.page.keyboard.press(digit);
  await editor.manifests.locator('.cm-changed', { hasText: new RegExp(`replicas: 1\\d*${digit}$`) }).waitFor();
}

/** Who has rendered these texts: the review renders others. @param {Editor} editor @param {string[]} texts */
async function askedFor(editor, texts) {
  const { asked } = await inlineCore(editor.page);
  return asked.filter((who) => who === 'inline' || texts.includes(who.slice('worker: '.length))).map((who) => who.slice(0, 6));
}

/** @param {Editor} editor */
async function closed(editor) {
  await editor.close();
  assert.deepEqual(editor.complaints, []);
}

test('manifests change in the task of the key', async () => {
  const editor = await opened();
  await untilInline(editor.page);
  await editor.page.evaluate(() => {
    const manifests = document.querySelector('.cm-content[aria-label^="Manifests"]');
    if (!manifests) throw new Error('no manifests');
    const tasks = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { tasks });
    let task = 'none';
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (task = 'a later one');
    addEventListener('beforeinput', () => {
      task = 'that of the key';
      port2.postMessage(null);
    }, { capture: true });
    new MutationObserver(() => {
      if (manifests.querySelector('.cm-changed')?.textContent?.trim() === 'replicas: 15') tasks.push(task);
    }).observe(manifests, { childList: true, subtree: true, characterData: true });
  });
  await count(editor, '5');
  const tasks = await editor.page.evaluate(() => /** @type {{ tasks: string[] }} */ (/** @type {any} */ (globalThis)).tasks);
  assert.equal(tasks[0], 'that of the key');
  await closed(editor);
});

test('a text that has become slow is rendered by the worker until it is quick', async () => {
  const editor = await opened();
  await untilInline(editor.page);
  await changeInlineCore(editor.page, { asked: [], act: 'wait' });
  await count(editor, '2');
  await count(editor, '3');
  assert.deepEqual(await askedFor(editor, [`${TEXT}2`, `${TEXT}23`]), ['inline', 'worker']);
  await changeInlineCore(editor.page, { act: '' });
  await untilInline(editor.page);
  await closed(editor);
});

test('after a trap on the page’s thread the worker renders the same text, and those that follow', async () => {
  const editor = await opened();
  await untilInline(editor.page);
  await changeInlineCore(editor.page, { asked: [], act: 'trap' });
  await count(editor, '2');
  await count(editor, '3');
  assert.deepEqual(await askedFor(editor, [`${TEXT}2`, `${TEXT}23`]), ['inline', 'worker', 'worker']);
  await editor.state('Up to date').waitFor();
  assert.equal(await editor.state('Failed').count(), 0);
  await closed(editor);
});

for (const { name, text } of [
  { name: 'with an anchor', text: `worker: &w {}\n${TEXT}` },
  { name: 'that are long', text: `# ${'x'.repeat(20_000)}\n${TEXT}` },
]) {
  test(`values ${name} are rendered by the worker`, async () => {
    const editor = await opened(text);
    await changeInlineCore(editor.page, { asked: [] });
    await count(editor, '2');
    await count(editor, '3');
    assert.deepEqual(await askedFor(editor, [`${text}2`, `${text}23`]), ['worker', 'worker']);
    await closed(editor);
  });
}

test('a paste is rendered by the worker, and what is typed after it is not', async () => {
  const editor = await opened();
  const pasted = `\n# ${'x'.repeat(1000)}`;
  await untilInline(editor.page);
  await changeInlineCore(editor.page, { asked: [] });
  await editor.paste(pasted);
  await editor.page.waitForFunction(() => /** @type {any} */ (globalThis).core.asked.length);
  assert.deepEqual(await askedFor(editor, [`${TEXT}${pasted}`]), ['worker']);
  await untilInline(editor.page);
  await closed(editor);
});

test('an answer of the worker never takes the place of a newer one', async () => {
  const editor = await opened();
  await editor.page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      const isHeld = message.question === 'render' && message.argument.values.at(-1).text.includes('&held');
      setTimeout(() => postMessage.call(this, message), isHeld ? 300 : 0);
    };
  });
  await editor.write('worker: &held {}\nworkerPools:\n  older: {}\n');
  await editor.write('workerPools:\n  newer: {}\n');
  await editor.has('Deployment dagu-worker-newer');
  await editor.page.waitForTimeout(600);
  await editor.has('Deployment dagu-worker-newer');
  assert.equal(await editor.entry('Deployment dagu-worker-older').count(), 0);
  await editor.state('Up to date').waitFor();
  await closed(editor);
});

test('after a rendering that had to be ended the worker renders', async () => {
  const editor = await opened();
  await untilInline(editor.page);
  await editor.page.evaluate(() => {
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      const isLost = message.question === 'render' && message.argument.values.at(-1).text.includes('&lost');
      postMessage.call(this, isLost ? { kind: 'start' } : message);
    };
  });
  await changeInlineCore(editor.page, { asked: [] });
  await editor.write(`worker: &lost {}\n${TEXT}`);
  await editor.state('Rendering…').waitFor();
  await editor.write(`${TEXT}5`);
  await editor.manifests.locator('.cm-changed', { hasText: 'replicas: 15' }).waitFor();
  assert.deepEqual(await askedFor(editor, [`${TEXT}5`]), ['worker']);
  await closed(editor);
});

test('text of an input method is rendered while it is composed', async () => {
  const editor = await opened(`# \n${TEXT}`);
  await editor.page.keyboard.press('ControlOrMeta+Home');
  await editor.page.keyboard.press('End');
  const session = await editor.page.context().newCDPSession(editor.page);
  await untilInline(editor.page);
  await changeInlineCore(editor.page, { asked: [] });
  for (const text of ['に', 'にほ', 'にほん']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await session.send('Input.insertText', { text: '日本' });
  await editor.values.getByText('# 日本').waitFor();
  assert.equal(await editor.text(), `# 日本\n${TEXT}`);
  assert.ok((await inlineCore(editor.page)).asked.includes('inline'));
  await editor.state('Up to date').waitFor();
  await closed(editor);
});

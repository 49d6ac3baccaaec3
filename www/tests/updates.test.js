// How much the page does for an answer of the core: counted, since times differ between machines.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchInlineCore, withoutInlineCore } from './inline_core.js';
import { kept } from './kept.js';
import { stage } from './stage.js';

/** @import { Page } from 'playwright-core' */

const { open } = stage();

/** The global variables of a page in which a test records. */
const recorded = (/** @type {Page} */ page) =>
  page.evaluate(
    () => /** @type {{ recorded: string[] }} */ (/** @type {unknown} */ (globalThis)).recorded.splice(0),
  );

/** Records the reads of the layout between an answer of the core and the next frame. @param {Page} page */
const recordLayoutReads = (page) =>
  page.addInitScript(() => {
    const recorded = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { recorded });
    let isAnswered = false;
    const record = (/** @type {string} */ name) => {
      if (isAnswered) recorded.push(`${name}${new Error().stack}`);
    };
    for (const name of ['scrollTop', 'clientHeight', 'scrollHeight']) {
      const { get, set } = Object.getOwnPropertyDescriptor(Element.prototype, name) ?? {};
      const read = /** @this {Element} */ function () {
        record(name);
        return get?.call(this);
      };
      Object.defineProperty(Element.prototype, name, { get: read, ...(set && { set }) });
    }
    for (const prototype of [Element.prototype, Range.prototype]) {
      for (const name of /** @type {const} */ (['getBoundingClientRect', 'getClientRects'])) {
        const read = /** @type {() => any} */ (prototype[name]);
        prototype[name] = function () {
          record(name);
          return read.call(this);
        };
      }
    }
    const { requestAnimationFrame } = globalThis;
    globalThis.requestAnimationFrame = (callback) =>
      requestAnimationFrame((time) => {
        isAnswered = false;
        callback(time);
      });
    const answered = () => {
      isAnswered = true;
      // After the microtasks, in which the page is updated.
      setTimeout(() => (isAnswered = false));
    };
    const { set } = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage') ?? {};
    Object.defineProperty(Worker.prototype, 'onmessage', {
      set(/** @type {(event: MessageEvent) => void} */ answer) {
        set?.call(this, (/** @type {MessageEvent} */ event) => {
          answered();
          answer(event);
        });
      },
    });
    // The core on the page's thread answers in the event.
    addEventListener('input', answered, { capture: true });
  });

/** Records the questions to the core with their arguments. One with `# held` in it is not sent. @param {Page} page */
const recordQuestions = async (page) => {
  await withoutInlineCore(page);
  await page.addInitScript(() => {
    const recorded = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { recorded });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      const argument = JSON.stringify(message.argument ?? '');
      recorded.push(`${message.question} ${argument}`);
      if (!argument.includes('# held')) postMessage.call(this, message);
    };
  });
};

/** Records how many findings are marked, each time that the values are marked. @param {Page} page */
const recordMarks = (page) =>
  page.evaluate(() => {
    const recorded = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { recorded });
    const content = /** @type {any} */ (document.querySelector('.cm-content[aria-label^="Values"]'));
    const { view } = content.cmTile.root;
    const { update } = view;
    view.update = (/** @type {any[]} */ transactions) => {
      for (const { value } of transactions.flatMap(({ effects }) => effects)) {
        if (Array.isArray(value) && value.every(({ severity }) => severity)) recorded.push(String(value.length));
      }
      update.call(view, transactions);
    };
  });

for (const [who, prepare] of /** @type {const} */ ([['the worker', withoutInlineCore], ['the page’s thread', watchInlineCore]])) {
  test(`an answer of ${who} is shown without asking for the layout before the next frame`, async () => {
    const editor = await open({}, async (page) => {
      await prepare(page);
      await recordLayoutReads(page);
    });
    await editor.has('Deployment dagu-worker-general');
    await editor.values.getByText('replicas').first().click();
    await editor.page.keyboard.press('End');
    await editor.manifests.locator('.cm-lit').first().waitFor();
    // A pointer that rests on a value asks for a tooltip, at any time.
    await editor.page.mouse.move(0, 0);
    await editor.page.waitForTimeout(1000);
    await recorded(editor.page);
    await editor.page.keyboard.press('5');
    await editor.manifests.locator('.cm-changed', { hasText: 'replicas: 25' }).waitFor();
    await editor.manifests.locator('.cm-lit', { hasText: 'replicas: 25' }).waitFor();
    assert.deepEqual(await recorded(editor.page), []);
    await editor.close();
    assert.deepEqual(editor.complaints, []);
  });
}

test('findings that stay the same are not marked again', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  await recordMarks(editor.page);
  await editor.write('workerPools:\n  one:\n    replcas: 1\n# ');
  await editor.marked.waitFor();
  assert.deepEqual(await recorded(editor.page), ['1']);
  await editor.page.keyboard.type('note');
  await editor.write('workerPools:\n  one:\n    replcas: 1\n    lables: {}\n');
  await editor.marked.nth(1).waitFor();
  assert.deepEqual(await recorded(editor.page), ['2']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('of 10,000 findings 100 are listed, 200 are marked, and all are counted', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.write('');
  await recordMarks(editor.page);
  await editor.paste(Array.from({ length: 10_000 }, (_, index) => `key${index}: 1\n`).join(''));
  await editor.problems.getByText('and 9,900 more').waitFor();
  await editor.problems.getByText('10000 errors').waitFor();
  assert.equal(await editor.problems.getByRole('listitem').count(), 101);
  assert.deepEqual(await recorded(editor.page), ['200']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('manifests and marks change in one frame', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.write('workerPools:\n  one:\n    replicas: 1\n');
  await editor.has('Deployment dagu-worker-one');
  await editor.page.evaluate(() => {
    const recorded = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { recorded });
    let frame = 0;
    const next = () => {
      frame++;
      requestAnimationFrame(next);
    };
    next();
    for (const [name, sign, text] of [['Values', '.cm-lintRange-warning', 'replicas'], ['Manifests', '.cm-line', 'replicas: 2']]) {
      const content = document.querySelector(`.cm-content[aria-label^="${name}"]`);
      if (!content || !sign || !text) throw new Error(`no ${name}`);
      new MutationObserver((_records, observer) => {
        if (![...content.querySelectorAll(sign)].some(({ textContent }) => textContent?.includes(text))) return;
        observer.disconnect();
        recorded.push(String(frame));
      }).observe(content, { childList: true, subtree: true, attributes: true });
    }
  });
  await editor.append('    replicas: 2\n');
  await editor.page.locator('.cm-lintRange-warning').waitFor();
  await editor.manifests.locator('.cm-changed', { hasText: 'replicas: 2' }).waitFor();
  const frames = await recorded(editor.page);
  assert.equal(frames.length, 2);
  assert.equal(frames[0], frames[1]);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a text is rendered before other values are tried in it', async () => {
  const editor = await open({}, recordQuestions);
  await editor.state('Up to date').waitFor();
  await editor.values.getByText('replicas').first().click();
  await editor.page.keyboard.press('End');
  await editor.page.keyboard.insertText(' # held');
  await editor.state('Rendering…').waitFor();
  await editor.page.waitForTimeout(1000);
  const held = (await recorded(editor.page)).filter((line) => line.includes('# held'));
  assert.deepEqual(held.map((line) => line.split(' ')[0]), ['render']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('a review ends when its text is gone', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.page.getByText('against values as opened').waitFor();
  await editor.values.getByText('replicas').first().click();
  await editor.page.keyboard.press('End');
  await editor.page.evaluate(() => {
    const recorded = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { recorded });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      if (['pools', 'diff'].includes(message.question)) recorded.push(message.question);
      setTimeout(() => postMessage.call(this, message), message.question === 'pools' ? 500 : 0);
    };
  });
  await editor.page.keyboard.press('1');
  await editor.page.waitForFunction(
    () => /** @type {{ recorded: string[] }} */ (/** @type {unknown} */ (globalThis)).recorded.includes('pools'),
  );
  await editor.page.keyboard.press('1');
  await editor.page.getByRole('region', { name: 'Summary' }).getByText('212 workers').waitFor();
  assert.deepEqual(await recorded(editor.page), ['pools', 'pools', 'diff']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('the core gets a text before it is drawn', async () => {
  const editor = await open({}, withoutInlineCore);
  await editor.state('Up to date').waitFor();
  await editor.write('a: 1');
  await editor.page.evaluate(() => {
    const recorded = /** @type {string[]} */ ([]);
    Object.assign(globalThis, { recorded });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      const [values] = message.question === 'render' ? message.argument.values : [];
      const drawn = document.querySelector('.cm-content[aria-label^="Values"]')?.textContent;
      if (values) recorded.push(`${values.text}, drawn: ${drawn}`);
      postMessage.call(this, message);
    };
  });
  await editor.page.keyboard.press('Backspace');
  const asked = (await recorded(editor.page)).filter((line) => line.startsWith('a: , '));
  assert.equal(asked[0], 'a: , drawn: a: 1');
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('of the objects in the picture only those that change are read again', async () => {
  const editor = await open({}, recordQuestions);
  const picture = editor.page.getByRole('group', { name: 'Picture of the release' });
  await editor.page.getByRole('tab', { name: 'Picture' }).click();
  await picture.getByRole('button', { name: /^Pool general.*2 workers/ }).waitFor();
  await editor.values.getByText('replicas').first().click();
  await editor.page.keyboard.press('End');
  await recorded(editor.page);
  await editor.page.keyboard.press('0');
  await picture.getByRole('button', { name: /^Pool general.*20 workers/ }).waitFor();
  const start = 'readValues ';
  const read = (await recorded(editor.page)).filter((line) => line.startsWith(start));
  const kinds = read.flatMap((line) => /^kind: .*/m.exec(JSON.parse(line.slice(start.length)))?.[0] ?? []);
  assert.deepEqual(kinds, ['kind: Deployment']);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

test('edits leave no DOM nodes and no listeners behind', async () => {
  const editor = await open();
  await editor.state('Up to date').waitFor();
  await editor.values.getByText('replicas').first().click();
  await editor.page.keyboard.press('End');
  const edit = async () => {
    for (let index = 0; index < 40; index++) {
      await editor.page.keyboard.press(index % 2 ? 'Backspace' : '5');
      // What waits for a pause in typing runs too.
      if (index % 20 === 19) await editor.page.waitForTimeout(500);
    }
    await editor.manifests.getByText('replicas: 2', { exact: true }).first().waitFor();
    await editor.state('Up to date').waitFor();
  };
  await edit();
  const before = await kept(editor.page);
  for (let turn = 0; turn < 3; turn++) await edit();
  const after = await kept(editor.page);
  assert.equal(after.listeners - before.listeners, 0);
  assert.ok(after.nodes - before.nodes < 40, `${after.nodes - before.nodes} DOM nodes`);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
});

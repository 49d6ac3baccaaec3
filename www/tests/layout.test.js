// The panes: three columns, two, or tabs; their widths; zoom, the keyboard of a phone, and reduced motion.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */
/** @import { BrowserContextOptions, Page } from 'playwright-core' */

const { open } = stage();

const VALUES = 'Width of the values';
const VIEWS = 'Width of the views';

/**
 * Opens a page, and closes it after `check`. It must not complain.
 *
 * @param {BrowserContextOptions} options
 * @param {(editor: Editor) => Promise<unknown>} check
 * @param {(page: Page) => Promise<unknown>} [prepare]
 */
async function withPage(options, check, prepare) {
  const editor = await open(options, prepare);
  await editor.page.getByText('Core sha256').waitFor();
  await check(editor);
  await editor.close();
  assert.deepEqual(editor.complaints, []);
}

/** @param {number} width */
const viewport = (width, height = 900) => ({ viewport: { width, height } });

/** @param {Editor} editor @param {string} name */
const separator = ({ page }, name) => page.getByRole('separator', { name });

/** The width of a pane in pixels. @param {Editor} editor @param {string} name */
async function widthOf({ page }, name) {
  const box = await page.getByRole('region', { name, exact: true }).boundingBox();
  return box?.width ?? 0;
}

/** @param {Editor} editor */
const scrollsSideways = ({ page }) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

for (const width of [1600, 1920]) {
  test(`at ${width} px there are three columns: values, views, manifests`, () =>
    withPage(viewport(width), async (editor) => {
      const edges = [];
      for (const name of ['Values', 'Views', 'Manifests']) {
        const box = await editor.page.getByRole('region', { name, exact: true }).boundingBox();
        edges.push(box?.x ?? 0, (box?.x ?? 0) + (box?.width ?? 0));
      }
      assert.deepEqual(edges, edges.toSorted((a, b) => a - b));
      await editor.has('Deployment dagu-ui');
      await editor.page.getByRole('tab', { name: 'Effective values' }).click();
      await editor.page.getByLabel('Effective values, YAML, read only').getByText('auth:').waitFor();
      assert.ok(await editor.manifests.isVisible());
      assert.equal(await scrollsSideways(editor), false);
    }));
}

test('tabs that do not fit into a row go on in the next one', () =>
  withPage(viewport(390, 844), async (editor) => {
    await editor.page.getByRole('tab', { name: 'Manifests' }).click();
    const tab = editor.page.getByRole('tab', { name: 'Picture' });
    const [inner, outer] = await Promise.all([tab.boundingBox(), tab.locator('..').boundingBox()]);
    assert.ok(inner && outer && inner.x + inner.width <= outer.x + outer.width + 1, JSON.stringify([inner, outer]));
  }));

test('at 1280 px there are two columns, and the views are tabs of the manifests', () =>
  withPage(viewport(1280), async (editor) => {
    assert.equal(await editor.page.getByRole('region', { name: 'Views' }).count(), 0);
    await editor.page.getByRole('tab', { name: 'Changes' }).click();
    assert.equal(await editor.manifests.isVisible(), false);
    assert.equal(await editor.page.getByRole('separator').count(), 1);
  }));

test('at 390 px there are tabs and nothing to resize', () =>
  withPage(viewport(390, 844), async (editor) => {
    assert.equal(await editor.page.getByRole('separator').count(), 0);
    assert.deepEqual(await editor.page.getByRole('tablist', { name: 'Panes' }).getByRole('tab').count(), 2);
    assert.equal(await scrollsSideways(editor), false);
  }));

test('the text, its undo history and the chosen view survive a change of the columns', () =>
  withPage(viewport(1600), async (editor) => {
    await editor.page.getByRole('tab', { name: 'Effective values' }).click();
    await editor.write('workerPools:\n  kept: {}\n');
    for (const width of [1280, 390, 1600]) await editor.page.setViewportSize({ width, height: 900 });
    assert.equal(await editor.text(), 'workerPools:\n  kept: {}\n');
    const tab = editor.page.getByRole('tab', { name: 'Effective values' });
    assert.equal(await tab.getAttribute('aria-selected'), 'true');
    await editor.values.focus();
    await editor.page.keyboard.press('ControlOrMeta+z');
    assert.notEqual(await editor.text(), 'workerPools:\n  kept: {}\n');
  }));

test('“Review changes” opens the changes in each number of columns', async () => {
  for (const width of [390, 1280, 1600]) {
    await withPage(viewport(width), async (editor) => {
      await editor.append('\n  batch: {}\n');
      await editor.page.getByRole('button', { name: 'Review changes' }).click();
      await editor.page.getByRole('tabpanel', { name: 'Changes' }).getByText('dagu-worker-batch').first().waitFor();
    });
  }
});

test('a pointer moves a separator, and the widths are remembered', () =>
  withPage(viewport(1600), async (editor) => {
    const before = await widthOf(editor, 'Values');
    const manifests = await widthOf(editor, 'Manifests');
    const { x = 0, y = 0, width = 0, height = 0 } = (await separator(editor, VALUES).boundingBox()) ?? {};
    await editor.page.mouse.move(x + width / 2, y + height / 2);
    await editor.page.mouse.down();
    await editor.page.mouse.move(x + width / 2 + 60, y + height / 2, { steps: 5 });
    await editor.page.mouse.up();
    const after = await widthOf(editor, 'Values');
    assert.ok(Math.abs(after - before - 60) < 2, `${before} became ${after}`);
    assert.equal(await widthOf(editor, 'Manifests'), manifests);

    await editor.page.reload();
    await editor.page.getByText('Core sha256').waitFor();
    assert.equal(await widthOf(editor, 'Values'), after);
    await separator(editor, VALUES).dblclick();
    assert.equal(await widthOf(editor, 'Values'), before);
  }));

test('arrow keys, Home and End move a separator as far as its neighbours allow', () =>
  withPage(viewport(1600), async (editor) => {
    const of = async (/** @type {string} */ name) => Number(await separator(editor, VALUES).getAttribute(name));
    await separator(editor, VALUES).focus();
    const start = await of('aria-valuenow');
    await editor.page.keyboard.press('ArrowRight');
    assert.equal(await of('aria-valuenow'), start + 2);
    await editor.page.keyboard.press('Shift+ArrowLeft');
    assert.equal(await of('aria-valuenow'), start - 8);
    for (const [key, end] of /** @type {const} */ ([['Home', 'aria-valuemin'], ['End', 'aria-valuemax']])) {
      await editor.page.keyboard.press(key);
      assert.equal(await of('aria-valuenow'), await of(end));
    }
    assert.ok((await widthOf(editor, 'Views')) >= 200);
    const right = separator(editor, VIEWS);
    assert.ok(Number(await right.getAttribute('aria-valuemin')) > (await of('aria-valuenow')));
    await editor.page.reload();
    assert.equal(await of('aria-valuenow'), await of('aria-valuemax'));
  }));

test('with storage blocked the panes can still be resized', () =>
  withPage(
    viewport(1280),
    async (editor) => {
      await separator(editor, VALUES).focus();
      const before = await widthOf(editor, 'Values');
      await editor.page.keyboard.press('ArrowLeft');
      assert.ok((await widthOf(editor, 'Values')) < before);
    },
    (page) =>
      page.addInitScript(() =>
        Object.defineProperty(globalThis, 'localStorage', {
          get() {
            throw new DOMException('blocked', 'SecurityError');
          },
        }),
      ),
  ));

test('at 1600 px every view has its name in sight', () =>
  withPage(viewport(1600), async (editor) => {
    const list = editor.page.getByRole('tablist').filter({ hasText: 'Picture' });
    assert.ok(await list.evaluate((element) => element.scrollWidth <= element.clientWidth));
  }));

test('widths that something else stored are ignored', async () => {
  for (const kept of ['7', '{"2":[50],"3":[50,1]}', '{"2":["x"],"3":[36,58]}', '{']) {
    await withPage(
      viewport(1600),
      async (editor) => assert.equal(await separator(editor, VALUES).getAttribute('aria-valuenow'), '34'),
      (page) => page.addInitScript((kept) => localStorage.setItem('dagu-chart-editor-panes', kept), kept),
    );
  }
});

// A browser zooms a window of 1280 by 800 by making it smaller in CSS pixels.
for (const zoom of [2, 4]) {
  test(`at ${zoom * 100} % zoom nothing is cut off, and only code scrolls sideways`, () =>
    withPage({ viewport: { width: 1280 / zoom, height: 800 / zoom }, deviceScaleFactor: zoom }, async (editor) => {
      assert.equal(await scrollsSideways(editor), false);
      await editor.append('\n  batch:\n    replicas: 7\n');
      await editor.page.getByRole('tab', { name: 'Manifests' }).click();
      await editor.manifests.getByText('name: dagu-worker-batch').first().waitFor();
      const { width, height, right } = await editor.manifests.evaluate((element) => {
        const { width, height, right } = /** @type {Element} */ (element.closest('.cm-editor')).getBoundingClientRect();
        return { width, height, right };
      });
      assert.ok(right <= 1280 / zoom && width > 200 && height > 60, JSON.stringify({ width, height, right }));
      for (const name of ['Start from…', 'Share…', 'Install…']) {
        const button = editor.page.getByRole('button', { name });
        await button.scrollIntoViewIfNeeded();
        const box = await button.boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= 1280 / zoom, `${name} is cut off`);
      }
    }));
}

test('with the keyboard of a phone open, the line with the cursor is visible', () =>
  withPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async (editor) => {
    const visible = 380;
    await editor.values.tap();
    await editor.page.keyboard.press('ControlOrMeta+End');
    // What browsers do when a keyboard covers the page: the layout keeps its height.
    await editor.page.evaluate((height) => {
      Object.defineProperty(visualViewport, 'height', { value: height, configurable: true });
      visualViewport?.dispatchEvent(new Event('resize'));
    }, visible);
    await editor.page.keyboard.insertText('\n  batch:\n    replicas: 7');
    const cursor = editor.page.locator('.cm-cursor-primary');
    await cursor.waitFor();
    await editor.page.waitForFunction((visible) => {
      const box = document.querySelector('.cm-cursor-primary')?.getBoundingClientRect();
      return box && box.top >= 0 && box.bottom <= visible;
    }, visible);
    const pane = await editor.page.getByRole('main').boundingBox();
    assert.ok(pane && pane.height <= visible, `the panes are ${pane?.height} px high`);
  }));

test('with reduced motion nothing moves by itself', () =>
  withPage({ ...viewport(1280), reducedMotion: 'reduce' }, async (editor) => {
    await editor.values.focus();
    const running = await editor.page.evaluate(() => document.getAnimations().map((animation) => String(animation)));
    assert.deepEqual(running, []);
  }));

// The core on the page's own thread, as tests see and change it: the page makes no other instance there.

/** @import { Page } from 'playwright-core' */

/**
 * What a test knows of it and does with it: `asked` has who rendered, in order; a worker with the text. `ms` is the time of
 * the last rendering on the page's thread. `act` is what happens to renderings there.
 *
 * @typedef {{ isThere: boolean, asked: string[], ms: number, act: '' | 'trap' | 'wait' }} InlineCore
 */

const WAIT_MS = 100;

/** The global variable of a page that is watched. @param {Page} page @returns {Promise<InlineCore>} */
export const inlineCore = (page) =>
  page.evaluate(() => /** @type {{ core: InlineCore }} */ (/** @type {unknown} */ (globalThis)).core);

/** @param {Page} page @param {Partial<InlineCore>} change */
export const changeInlineCore = (page, change) =>
  page.evaluate((change) => {
    const { core } = /** @type {{ core: InlineCore }} */ (/** @type {unknown} */ (globalThis));
    Object.assign(core, change);
  }, change);

/** Lets workers do everything. @param {Page} page */
export const withoutInlineCore = (page) =>
  page.addInitScript(() => {
    WebAssembly.Instance = /** @type {any} */ (
      function () {
        throw new Error('no core on this thread');
      }
    );
  });

/** Much less than what the page calls quick. */
const QUICK_MS = 6;

/**
 * Types and deletes until the page's thread has rendered so quickly that it renders what is typed next too: on a busy
 * machine a rendering can be slow.
 *
 * @param {Page} page
 */
export async function untilInline(page) {
  for (let attempt = 0; attempt < 200; attempt++) {
    await page.keyboard.press(attempt % 2 ? 'Backspace' : '9');
    const { asked, ms } = await inlineCore(page);
    if (attempt % 2 && asked.at(-1) === 'inline' && ms < QUICK_MS) return;
    await page.waitForTimeout(20);
  }
  throw new Error('the page’s thread renders nothing');
}

/** To be called before the page is loaded. @param {Page} page */
export const watchInlineCore = (page) =>
  page.addInitScript((wait) => {
    const core = /** @type {InlineCore} */ ({ isThere: false, asked: [], ms: 0, act: '' });
    Object.assign(globalThis, { core });
    const { Instance } = WebAssembly;
    WebAssembly.Instance = /** @type {any} */ (
      function (/** @type {WebAssembly.Module} */ module, /** @type {any} */ imports) {
        const { exports } = new Instance(module, imports);
        const { render } = /** @type {{ render: (...args: unknown[]) => void }} */ (/** @type {unknown} */ (exports));
        core.isThere = true;
        return {
          exports: {
            ...exports,
            render: (/** @type {unknown[]} */ ...args) => {
              core.asked.push('inline');
              if (core.act === 'trap') throw new WebAssembly.RuntimeError('unreachable');
              const start = performance.now();
              render(...args);
              while (core.act === 'wait' && performance.now() < start + wait);
              core.ms = performance.now() - start;
            },
          },
        };
      }
    );
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ message) {
      if (message.question === 'render') core.asked.push(`worker: ${message.argument.values.at(-1).text}`);
      postMessage.call(this, message);
    };
  }, WAIT_MS);

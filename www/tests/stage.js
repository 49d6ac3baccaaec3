// One server and one browser for the tests of a file.

import assert from 'node:assert/strict';
import { after, afterEach, beforeEach } from 'node:test';
import { INSECURE_HOST, launch } from './browser.js';
import { Editor } from './editor.js';
import { serve } from './site.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

/** Both start with the first page that is opened, and stop after the last test of the calling file. */
export function stage() {
  /** @type {Promise<[Awaited<ReturnType<typeof serve>>, Awaited<ReturnType<typeof launch>>]> | undefined} */
  let started;
  const start = () => (started ??= Promise.all([serve(), launch()]));

  after(async () => {
    if (!started) return;
    const [site, browser] = await started;
    await browser.close();
    await site.close();
  });

  /**
   * @param {BrowserContextOptions} [options]
   * @param {(page: Page) => Promise<unknown>} [prepare]
   */
  const open = async (options, prepare) => {
    const [site, browser] = await start();
    return Editor.open(browser, site.url, options, prepare);
  };

  return {
    open,
    /**
     * Opens an editor before each test and closes it after it. Its page must not complain.
     *
     * @param {(editor: Editor) => void} use Gets the editor once it is ready.
     * @param {(editor: Editor) => Promise<unknown>} ready
     */
    openForEach: (use, ready) => {
      /** @type {Editor} */
      let editor;
      beforeEach(async () => {
        editor = await open();
        await ready(editor);
        use(editor);
      });
      afterEach(async () => {
        const { complaints } = editor;
        await editor.close();
        assert.deepEqual(complaints, []);
      });
    },
    openInsecure: async () => {
      const [site, browser] = await start();
      return Editor.open(browser, site.url.replace('127.0.0.1', INSECURE_HOST));
    },
  };
}

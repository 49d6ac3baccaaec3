// One server and one browser for the tests of a file.

import { after, before } from 'node:test';
import { INSECURE_HOST, launch } from './browser.js';
import { Editor } from './editor.js';
import { serve } from './site.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

/** Starts both before the first test of the calling file, and stops both after the last. */
export function stage() {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let site;
  /** @type {Awaited<ReturnType<typeof launch>>} */
  let browser;
  before(async () => {
    site = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  return {
    /**
     * @param {BrowserContextOptions} [options]
     * @param {(page: Page) => Promise<unknown>} [prepare]
     */
    open: (options, prepare) => Editor.open(browser, site.url, options, prepare),
    openInsecure: () => Editor.open(browser, site.url.replace('127.0.0.1', INSECURE_HOST)),
  };
}

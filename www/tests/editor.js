// The page as users see it: by labels and roles, not by the internals of components.

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */

/** An open page. */
export class Editor {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.values = page.getByRole('textbox', { name: 'Values, YAML', exact: true });
    this.manifests = page.getByLabel('Manifests, YAML, read only');
    this.objects = page.getByRole('navigation', { name: 'Objects' });
    this.problems = page.getByRole('region', { name: 'Problems' });
    this.status = page.getByRole('status');
    this.old = page.getByText('These manifests are out of date');
    this.marked = page.locator('.cm-lintRange-error');
    /** Errors, warnings and foreign requests, which no test allows. @type {string[]} */
    this.complaints = [];
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      const isOurs = !message.text().startsWith('Service Worker registration blocked by Playwright');
      if (['error', 'warning'].includes(message.type()) && isOurs) this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOwn = protocol === 'data:' || origin === new URL(this.page.url()).origin;
      if (!isOwn && this.page.url() !== 'about:blank') this.complaints.push(`asks for ${request.url()}`);
    });
  }

  /**
   * @param {Browser} browser
   * @param {string} url
   * @param {BrowserContextOptions} [options]
   * @param {(page: Page) => Promise<unknown>} [prepare] called before the page is loaded
   */
  static async open(browser, url, options, prepare) {
    // A service worker would answer the requests that tests hold back.
    const defaults = /** @type {const} */ ({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
    const context = await browser.newContext({ ...defaults, ...options });
    context.setDefaultTimeout(60_000);
    const editor = new Editor(await context.newPage());
    await prepare?.(editor.page);
    await editor.page.goto(url);
    return editor;
  }

  /** What the page says about the manifests. @param {string} text */
  state(text) {
    return this.page.getByText(text, { exact: true });
  }

  /** Replaces the values like a paste. @param {string} text */
  async write(text) {
    await this.values.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** Types at the end of the values. @param {string} text */
  async append(text) {
    await this.values.focus();
    await this.page.keyboard.press('ControlOrMeta+End');
    await this.page.keyboard.insertText(text);
  }

  /** Pastes at the cursor. @param {string} text */
  async paste(text) {
    await this.values.evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Drops a file on the values, or on something else. @param {string} name @param {string} text */
  async drop(name, text, target = this.values) {
    await target.evaluate(
      (element, [name, text]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text ?? ''], name ?? ''));
        for (const type of ['dragover', 'drop']) {
          element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        }
      },
      [name, text],
    );
  }

  /** The values as shown; all of a short text. */
  async text() {
    return (await this.values.locator('.cm-line').allTextContents()).join('\n');
  }

  /** Waits for an object among the manifests. @param {string} title */
  async has(title) {
    await this.entry(title).waitFor();
  }

  /** An object in the outline. @param {string} title */
  entry(title) {
    return this.objects.getByTitle(title, { exact: true });
  }

  /** The titles of the objects, as the outline groups them. */
  titles() {
    const entries = this.objects.getByRole('listitem').locator('button:first-child');
    return entries.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('title')));
  }

  /** Scrolls to an object and reads its visible part. @param {string} title */
  async object(title) {
    await this.has(title);
    await this.entry(title).click();
    const [kind, name] = title.split(' ');
    const isWanted = (/** @type {string} */ text) =>
      text.includes(`\nkind: ${kind}\n`) && text.includes(`\n  name: ${name}\n`);
    const lines = this.manifests.locator('.cm-line');
    for (let attempt = 0; attempt < 50; attempt++) {
      const documents = (await lines.allTextContents()).join('\n').split(/^---$/m);
      const index = documents.findIndex(isWanted);
      const document = documents[index];
      // The last one may not be drawn to its end yet.
      if (document && (index < documents.length - 1 || attempt > 2)) return document;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`${title} does not scroll into view`);
  }

  async close() {
    await this.page.context().close();
  }
}

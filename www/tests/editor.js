// The page as its users meet it: by labels and roles, never by the insides of a component.

/** @import { Browser, BrowserContextOptions, Page } from 'playwright-core' */

/** One opened page. */
export class Editor {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.values = page.getByRole('textbox', { name: 'Values, YAML' });
    this.manifests = page.getByLabel('Manifests, YAML, read only');
    this.objects = page.getByRole('combobox', { name: 'Go to object' });
    this.problems = page.getByRole('region', { name: 'Problems' });
    this.status = page.getByRole('status');
    this.old = page.getByText('These are the last good manifests');
    this.marked = page.locator('.cm-lintRange-error');
    /** What must not happen in any test. @type {string[]} */
    this.complaints = [];
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
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
   * @param {(page: Page) => Promise<unknown>} [prepare] what to do before the page is loaded
   */
  static async open(browser, url, options, prepare) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const editor = new Editor(await context.newPage());
    await prepare?.(editor.page);
    await editor.page.goto(url);
    return editor;
  }

  /** Replaces the values, as a paste does. @param {string} text */
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

  /** Waits for an object among the manifests. @param {string} title */
  async has(title) {
    await this.objects.locator('option', { hasText: exactly(title) }).waitFor({ state: 'attached' });
  }

  /** The titles of the objects on show. */
  async titles() {
    return (await this.objects.locator('option').allTextContents()).slice(1);
  }

  /** The lines of one object, as far as they are drawn. @param {string} title */
  async object(title) {
    await this.has(title);
    await this.objects.selectOption({ label: title });
    const name = title.split(' ')[1];
    await this.manifests.getByText(`name: ${name}`, { exact: true }).first().waitFor();
    const lines = await this.manifests.locator('.cm-line').allTextContents();
    const at = lines.findIndex((line) => line === `  name: ${name}`);
    const start = lines.lastIndexOf('---', at);
    const end = lines.indexOf('---', at);
    return lines.slice(start, end < 0 ? undefined : end).join('\n');
  }

  async close() {
    await this.page.context().close();
  }
}

/** @param {string} text */
function exactly(text) {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

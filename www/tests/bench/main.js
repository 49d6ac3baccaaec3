// The numbers of the page and their budgets, as rows of a table in Markdown. Other work on the machine falsifies them.

import { launch } from '../browser.js';
import { serve } from '../site.js';
import { benchFindings } from './findings.js';
import { benchFirstLoad } from './first_load.js';
import { benchKeystrokes } from './keystrokes.js';
import { benchMemory } from './memory.js';
import { pools } from './texts.js';

const site = await serve();
const browser = await launch();
try {
  console.log('| what | measured | budget |\n| --- | --- | --- |');
  await benchKeystrokes(browser, site.url, { name: 'start values', text: null, p95: 16 });
  await benchKeystrokes(browser, site.url, { name: '50 pools', text: pools(50), p95: 16 });
  await benchKeystrokes(browser, site.url, { name: '500 pools', text: pools(500), p95: 45 });
  await benchFindings(browser, site.url, 10_000);
  await benchFindings(browser, site.url, 30_000);
  await benchFirstLoad(browser, site.url);
  await benchMemory(browser, site.url);
} finally {
  await browser.close();
  await site.close();
}

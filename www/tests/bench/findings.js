// How long until thousands of findings are listed and the page answers again.

import { Editor } from '../editor.js';
import { quantile, row } from './row.js';
import { unknownKeys } from './texts.js';

/** @import { Browser } from 'playwright-core' */

const RUNS = 5;
const USABLE_MS = 1000;

/** @param {Browser} browser @param {string} url @param {number} count */
async function usable(browser, url, count) {
  const editor = await Editor.open(browser, url);
  await editor.state('Up to date').waitFor();
  await editor.write('');
  const ready = editor.page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        let start = 0;
        addEventListener('paste', ({ timeStamp }) => (start = timeStamp), { capture: true });
        const problems = document.querySelector('[aria-labelledby="title-problems"]');
        if (!problems) throw new Error('no problems');
        new MutationObserver((_records, observer) => {
          if (!problems.textContent?.includes(wanted)) return;
          observer.disconnect();
          // The task after the frame that shows them.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        }).observe(problems, { childList: true, subtree: true, characterData: true });
      }),
    `${count} errors`,
  );
  await editor.paste(unknownKeys(count));
  const time = /** @type {number} */ (await ready);
  await editor.close();
  return time;
}

/** @param {Browser} browser @param {string} url @param {number} count */
export async function benchFindings(browser, url, count) {
  const times = [];
  for (let run = 0; run < RUNS; run++) times.push(await usable(browser, url, count));
  const budget = count === 10_000 ? USABLE_MS : undefined;
  row(`${count.toLocaleString('en')} unknown keys pasted: listed, median of ${RUNS}`, quantile(times, 0.5), 'ms', budget);
}

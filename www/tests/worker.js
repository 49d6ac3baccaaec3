// The page's worker, started once more to be asked by its own protocol.

import assert from 'node:assert/strict';

/** @import { Page } from 'playwright-core' */
/** @import { FromCore, ToWorker } from '../src/core/protocol' */
/** @import { RenderRequest, RenderResponse } from '../src/core/types' */

/** Starts it, and gives the function that renders one request at a time. @param {Page} page */
export async function startWorker(page) {
  await page.getByText('Up to date').waitFor();
  const script = page.workers()[0]?.url();
  assert.ok(script, 'the page runs no worker');
  const worker = await page.evaluateHandle(async (script) => {
    const wasm = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.wasm'));
    if (!wasm) throw new Error('the page loaded no core');
    const module = await WebAssembly.compileStreaming(fetch(wasm.name));
    const worker = new Worker(script, { type: 'module' });
    worker.postMessage(/** @type {ToWorker} */ ({ kind: 'start', module }));
    return worker;
  }, script);

  /** @param {RenderRequest} request @returns {Promise<RenderResponse>} */
  return (request) =>
    worker.evaluate(
      (worker, request) =>
        new Promise((resolve, reject) => {
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({ data }) => {
            const message = /** @type {FromCore} */ (data);
            if (message.kind === 'answered') resolve(/** @type {RenderResponse} */ (message.answer));
            else reject(new Error(message.reason));
          };
          worker.postMessage(/** @type {ToWorker} */ ({ kind: 'ask', id: 1, question: 'render', argument: request }));
        }),
      request,
    );
}

// Every case of tests/cases, rendered by the worker of the built page: the native core's bytes.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { stage } from './stage.js';

/** @import { JSHandle } from 'playwright-core' */
/** @import { FromWorker, ToWorker } from '../src/core/protocol' */
/** @import { RenderRequest, RenderResponse } from '../src/core/types' */

/**
 * A case as the native core answered it. `expected` is the stream, empty for an error.
 *
 * @typedef {{ name: string, request: RenderRequest, expected: string }} Case
 */

const CASES = join(import.meta.dirname, '..', '..', 'target', 'page-cases.json');

const { open } = stage();

/** The script of the page's worker, started once more to be asked by its own protocol. @type {JSHandle<Worker>} */
let worker;

before(async () => {
  const { page } = await open();
  await page.getByText('Up to date').waitFor();
  const script = page.workers()[0]?.url();
  assert.ok(script, 'the page runs no worker');
  worker = await page.evaluateHandle(async (script) => {
    const wasm = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.wasm'));
    if (!wasm) throw new Error('the page loaded no core');
    const module = await WebAssembly.compileStreaming(fetch(wasm.name));
    const worker = new Worker(script, { type: 'module' });
    worker.postMessage(/** @type {ToWorker} */ ({ kind: 'start', module }));
    return worker;
  }, script);
});

/** @returns {Case[]} */
function cases() {
  if (!existsSync(CASES)) {
    throw new Error(`${CASES} is not there: \`cargo test -p dagu-chart-tests --test page_cases\` writes it`);
  }
  const found = JSON.parse(readFileSync(CASES, 'utf8'));
  assert.ok(found.length > 0, `${CASES} holds no case`);
  return found;
}

/**
 * @param {RenderRequest} request
 * @returns {Promise<RenderResponse>}
 */
function render(request) {
  return worker.evaluate(
    (worker, request) =>
      new Promise((resolve, reject) => {
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          const message = /** @type {FromWorker} */ (data);
          if (message.kind === 'answered') resolve(/** @type {RenderResponse} */ (message.answer));
          else reject(new Error(message.reason));
        };
        worker.postMessage(/** @type {ToWorker} */ ({ kind: 'ask', id: 1, question: 'render', argument: request }));
      }),
    request,
  );
}

for (const { name, request, expected } of cases()) {
  test(`case ${name}`, async () => {
    const response = await render(request);
    assert.equal(response.manifests, expected);
    assert.equal(response.ok, !response.diagnostics.some(({ severity }) => severity === 'error'));
  });
}

// Every case of tests/cases, rendered by the worker of the built page: the native core's bytes.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */
/** @import { FromWorker, ToWorker } from '../src/core/protocol' */
/** @import { RenderRequest, RenderResponse } from '../src/core/types' */

/**
 * A case as the native core answered it. `expected` is the stream, empty for an error.
 *
 * @typedef {{ name: string, request: RenderRequest, expected: string }} Case
 */

const CASES = join(import.meta.dirname, '..', '..', 'target', 'page-cases.json');

const { open } = stage();

/** @type {Editor} */
let editor;

before(async () => {
  editor = await open();
  await editor.page.getByText('Up to date').waitFor();
});

after(() => editor?.close());

/** @returns {Case[]} */
function cases() {
  if (!existsSync(CASES)) {
    throw new Error(`${CASES} is not there: \`cargo xtask test\` writes it before it runs these tests`);
  }
  const found = JSON.parse(readFileSync(CASES, 'utf8'));
  assert.ok(found.length > 0, `${CASES} holds no case`);
  return found;
}

/**
 * Starts the script of the page's worker once more and asks it, by its own protocol.
 *
 * @param {RenderRequest} request
 * @returns {Promise<RenderResponse>}
 */
function render(request) {
  const script = editor.page.workers()[0]?.url();
  assert.ok(script, 'the page runs no worker');
  return editor.page.evaluate(
    ({ script, request }) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(script, { type: 'module' });
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          const message = /** @type {FromWorker} */ (data);
          if (message.kind === 'loaded') return;
          worker.terminate();
          if (message.kind === 'rendered') resolve(message.response);
          else reject(new Error(message.reason));
        };
        worker.postMessage(/** @type {ToWorker} */ ({ id: 1, request }));
      }),
    { script, request },
  );
}

for (const { name, request, expected } of cases()) {
  test(`case ${name}`, async () => {
    const response = await render(request);
    assert.equal(response.manifests, expected);
    assert.equal(response.ok, !response.diagnostics.some(({ severity }) => severity === 'error'));
  });
}

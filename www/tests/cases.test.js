// Every case of tests/cases, rendered by the worker of the built page: the native core's bytes.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { stage } from './stage.js';
import { startWorker } from './worker.js';

/** @import { RenderRequest } from '../src/core/types' */

/**
 * A case as the native core answered it. `expected` is the stream, empty for an error.
 *
 * @typedef {{ name: string, request: RenderRequest, expected: string }} Case
 */

const CASES = join(import.meta.dirname, '..', '..', 'target', 'page-cases.json');

const { open } = stage();

/** @type {Awaited<ReturnType<typeof startWorker>>} */
let render;

before(async () => {
  const { page } = await open();
  render = await startWorker(page);
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

for (const { name, request, expected } of cases()) {
  test(`case ${name}`, async () => {
    const response = await render(request);
    assert.equal(response.manifests, expected);
    assert.equal(response.ok, !response.diagnostics.some(({ severity }) => severity === 'error'));
  });
}

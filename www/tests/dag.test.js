// "Which pool takes a DAG?": a selector typed in, or a DAG pasted; which pools take it, and what the others lack.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

const VALUES = `workerPools:
  general:
    replicas: 2
  gpu:
    replicas: 1
    labels: {gpu: "true", zone: a}
  paused:
    replicas: 0
    labels: {gpu: "true"}
`;

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await opened.state('Up to date').waitFor();
    await opened.write(VALUES);
    await opened.has('Deployment dagu-worker-paused');
    await opened.page.getByRole('tab', { name: 'Pools' }).click();
  },
);

const section = () => editor.page.getByRole('region', { name: 'Which pool takes a DAG?' });

/** @param {string} text */
async function ask(text) {
  await editor.page.getByRole('textbox', { name: 'Which pool takes a DAG?' }).fill(text);
}

/** Waits for a sentence in the answer. @param {string | RegExp} text */
async function answers(text) {
  await section().getByText(text).first().waitFor();
}

/** The answer on one line. */
const answer = async () => ((await section().locator('[aria-live]').textContent()) ?? '').replace(/\s+/g, ' ').trim();

test('a selector is typed in as labels or as YAML', async () => {
  await ask('gpu=true');
  await answers('general: label gpu is missing');
  assert.match(await answer(), /worker_selector: \{gpu: "true"\} runs on gpu/);
  await answers('paused: it has 0 replicas');
  await ask('worker_selector: {gpu: "true", zone: b}');
  await answers('gpu: label zone is a, not b');
  assert.match(await answer(), /runs nowhere: no pool matches/);
  assert.match(await answer(), /To fix it, add the labels to a pool/);
  await ask('gpu=true, zone=a');
  await answers(/runs on/);
});

test('a pasted DAG: the DAG, its sub-DAG and each step with a selector', async () => {
  await ask(`name: etl
worker_selector: {gpu: "true"}
steps:
  - name: local
    run: echo
  - name: small
    worker_selector: {size: small}
    command: echo
---
name: child
steps: []
`);
  await answers('Step small');
  const text = await answer();
  assert.match(text, /DAG etl worker_selector: \{gpu: "true"\} runs on gpu/);
  assert.match(text, /Step small worker_selector: \{size: "small"\} runs nowhere/);
  assert.match(text, /DAG child runs on general gpu/);
});

test('a DAG is YAML 1.2: no and on are strings', async () => {
  await ask('worker_selector: {gpu: no}\nsteps: []\n');
  await answers('gpu: label gpu is true, not no');
});

test('a broken DAG gets a sentence, and so does one that Dagu refuses', async () => {
  await ask('steps: [\n  a: b: c\n');
  await answers(/^This is not a DAG: line \d+: /);
  await ask('- a\n');
  await answers('is refused by Dagu');
  assert.match(await answer(), /a DAG is a mapping with steps/);
  await ask('workerSelector: {gpu: "true"}\n');
  await answers(/refuses the key/);
  assert.match(await answer(), /rename it to worker_selector/);
});

test('aliases that multiply are refused', async () => {
  const lines = Array.from({ length: 40 }, (_, n) => (n ? `a${n}: &a${n} [*a${n - 1}, *a${n - 1}]` : 'a0: &a0 [x]'));
  await ask(`${lines.join('\n')}\n`);
  await answers(/^This is not a DAG: /);
});

const base = () => editor.page.getByRole('textbox', { name: 'What the DAGs inherit, from base.yaml' });

test('a base configuration is used as `helm dagu route --base` uses it', async () => {
  await ask('worker_selector: {zone: a}\nsteps: []\n');
  await answers('general: label zone is missing');
  await section().getByText('Base configuration').click();
  await base().fill('worker_selector: {gpu: "true", zone: b}\n---\nworker_selector: {gpu: "no"}\n');
  await section().getByText('worker_selector: {gpu: "true", zone: "a"}').waitFor();
  await answers('general: label gpu is missing');
  await base().fill('worker_selector: [');
  await answers(/^This is not a base configuration: line \d+: /);
  await base().fill('gpu=true');
  await section().getByText('Base configuration, in use').click();
  await section().getByText('worker_selector: {gpu: "true", zone: "a"}').waitFor();
});

test('a file dropped on the DAG or the base configuration becomes its text', async () => {
  await editor.drop('etl.yaml', 'worker_selector: {zone: a}\nsteps: []\n', section().getByRole('textbox').first());
  await answers('general: label zone is missing');
  await section().getByText('Base configuration').click();
  await editor.drop('base.yaml', 'worker_selector: {gpu: "true"}\n', base());
  await section().getByText('worker_selector: {gpu: "true", zone: "a"}').waitFor();
  assert.equal(await editor.page.getByRole('dialog').count(), 0);
  await editor.drop('base.bin', 'a\0b', base());
  await answers('Cannot read base.bin: It is not a text file.');
  await base().waitFor();
  assert.equal(await base().inputValue(), 'worker_selector: {gpu: "true"}\n');
});

test('the answer follows the values', async () => {
  await ask('gpu=true');
  await answers('general: label gpu is missing');
  await editor.write(VALUES.replace('replicas: 0', 'replicas: 3'));
  await section().getByText('paused', { exact: true }).waitFor();
  await editor.write(VALUES.replace('    replicas: 0', '    replcas: 0'));
  await editor.page.getByRole('article', { name: 'Pool paused' }).getByText('unknown key replcas').waitFor();
  await section().getByText('paused').waitFor({ state: 'detached' });
});

test('the reader of YAML 1.2 loads when a DAG is pasted', async () => {
  /** @type {string[]} */
  const loaded = [];
  const { page } = editor;
  // A second worker may begin at any time, and load the core.
  page.on('request', (request) => /worker-|\.wasm/.test(request.url()) || loaded.push(request.url()));
  await ask('gpu=true');
  await answers('general: label gpu is missing');
  assert.deepEqual(loaded, []);
  await ask('steps: []\n');
  await answers('a DAG without a selector runs on any worker');
  assert.notEqual(loaded.length, 0);
});

test('a text of nothing answers nothing', async () => {
  await ask('gpu=true');
  await answers('general: label gpu is missing');
  await ask('');
  await section().getByText('general').waitFor({ state: 'detached' });
  await ask('# only a comment\n');
  await answers('the file contains no DAG');
});

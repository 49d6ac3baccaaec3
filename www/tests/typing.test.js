// Typing and pasting YAML by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  async (opened) => {
    await opened.state('Up to date').waitFor();
    await opened.write('');
  },
);

/** Types key by key: `\n` is Enter, `<` is Backspace. @param {string} keys */
async function type(keys) {
  for (const key of keys) {
    await editor.page.keyboard.press({ '\n': 'Enter', '<': 'Backspace', ' ': 'Space' }[key] ?? key);
  }
}

test('a pool typed by hand key by key becomes its Deployment', async () => {
  await type('workerPools:\ngpu:\nreplicas: 3\nlabels:\ngpu: "true"\n<resources:\nlimits:\nmemory: 2Gi\n');
  await type('<<tolerations:\n- key: gpu\noperator: Exists');
  assert.equal(
    await editor.text(),
    `workerPools:
  gpu:
    replicas: 3
    labels:
      gpu: "true"
    resources:
      limits:
        memory: 2Gi
    tolerations:
      - key: gpu
        operator: Exists`,
  );
  assert.match(await editor.object('Deployment dagu-worker-gpu'), /^ {2}replicas: 3$/m);
  assert.equal(await editor.problems.getByText('error').count(), 0);
});

test('Enter goes on with a list, and ends it on an empty item', async () => {
  await type('ui:\nextraArgs:\n- one\ntwo\n\nreplicas: 1');
  assert.equal(await editor.text(), 'ui:\n  extraArgs:\n    - one\n    - two\n  replicas: 1');
});

test('Enter keeps the place in a block scalar and on an empty line', async () => {
  await type('config:\nnote: |\n- one\n\ntwo');
  assert.equal(await editor.text(), 'config:\n  note: |\n    - one\n    \n    two'.replace('    \n', '\n'));
});

test('Enter after an anchor or a tag indents, and keys are completed there', async () => {
  await type('worker: &w\nnodeSelector: !!map\ndisk: ssd\n<rep');
  await editor.page.getByRole('option', { name: /^replicas/ }).waitFor();
  await editor.page.keyboard.press('Escape');
  assert.equal(await editor.text(), 'worker: &w\n  nodeSelector: !!map\n    disk: ssd\n  rep');
});

test('Enter above keys that are there uses their indentation', async () => {
  await editor.write('workerPools:\n    gpu: {}');
  await editor.page.keyboard.press('ControlOrMeta+Home');
  await editor.page.keyboard.press('End');
  await type('\nspot: {}');
  assert.equal(await editor.text(), 'workerPools:\n    spot: {}\n    gpu: {}');
});

for (const { name, before, pasted, after } of [
  {
    name: 'lines of another level',
    before: 'workerPools:\ngpu:\n',
    pasted: 'replicas: 1\nlabels:\n  gpu: "true"\n',
    after: 'workerPools:\n  gpu:\n    replicas: 1\n    labels:\n      gpu: "true"\n',
  },
  {
    name: 'lines that are indented deeper',
    before: 'workerPools:\n',
    pasted: '      gpu:\n        replicas: 1',
    after: 'workerPools:\n  gpu:\n    replicas: 1',
  },
  {
    name: 'lines of which the first one lost its indentation',
    before: 'workerPools:\ngpu:\n',
    pasted: 'replicas: 1\n        labels:\n          gpu: "true"',
    after: 'workerPools:\n  gpu:\n    replicas: 1\n    labels:\n      gpu: "true"',
  },
  {
    name: 'a map of which the first line lost its indentation',
    before: 'worker:\n',
    pasted: 'nodeSelector:\n      disk: ssd\n    replicas: 1',
    after: 'worker:\n  nodeSelector:\n    disk: ssd\n  replicas: 1',
  },
  {
    name: 'lines indented with tabs',
    before: 'workerPools:\n',
    pasted: 'gpu:\n\treplicas: 1\n\tlabels:\n\t\tgpu: "true"',
    after: 'workerPools:\n  gpu:\n    replicas: 1\n    labels:\n      gpu: "true"',
  },
  {
    name: 'a block of Markdown',
    before: '',
    pasted: '```yaml\nworkerPools:\n  gpu:\n    replicas: 1\n```\n',
    after: 'workerPools:\n  gpu:\n    replicas: 1\n',
  },
  {
    name: 'tabs in a block scalar, where they are text',
    before: 'worker:\nextraEnv:\n- name: RULES\nvalue: |\nall:\n',
    pasted: '\tmake a\n\tmake b',
    after: 'worker:\n  extraEnv:\n    - name: RULES\n      value: |\n        all:\n        \tmake a\n        \tmake b',
  },
  {
    name: 'an item',
    before: 'worker:\ntolerations:\n',
    pasted: '- key: gpu\n  operator: Exists',
    after: 'worker:\n  tolerations:\n    - key: gpu\n      operator: Exists',
  },
]) {
  test(`pasted text is re-indented to its place: ${name}`, async () => {
    await type(before);
    await editor.paste(pasted);
    assert.equal(await editor.text(), after);
  });
}

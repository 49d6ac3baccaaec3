// The pools as cards: every action is an edit of the text that keeps the rest of it, in one undo step.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { inPools, openPools } from './pools.js';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { openForEach } = stage();

const TEXT = `# Production.
workerPools:
  # The cards.
  gpu:   # two each
    replicas: 2   # one per node
    labels: {gpu: 'true'}
    resources:
      limits: {memory: 2Gi, nvidia.com/gpu: "2"}

  # The cheap ones.
  spot:
    replicas: 1
ui:
  replicas: 1   # one is enough
`;

/** @type {Editor} */
let editor;

openForEach((opened) => (editor = opened), openPools);

const { card, button, becomes, edits } = inPools(() => editor);

/** Waits until the cards are those of the text, and not of the one before. @param {string} text */
async function write(text) {
  await editor.write('workerPools: {general: null}\n');
  await editor.page.getByText('No worker pools:').waitFor();
  await editor.write(text);
  await card('general').waitFor();
}

/** The names of the cards. */
const names = () => editor.page.getByRole('article', { name: /^Pool / }).evaluateAll((cards) => cards.map((card) => card.getAttribute('data-pool')));

test('a card shows what the pool takes, its size, its devices and its selector', async () => {
  await write(TEXT);
  await card('gpu').waitFor();
  assert.deepEqual(await names(), ['general', 'gpu', 'spot']);
  const text = ((await card('gpu').textContent()) ?? '').replace(/\s+/g, ' ');
  assert.match(text, /takes DAGs that select gpu=true \+ label and DAGs without a selector/);
  assert.match(text, /memory no request \/ 2Gi/);
  assert.match(text, /nvidia\.com\/gpu 2/);
  assert.match(text, /worker_selector: \{gpu: "true"\}/);
  assert.match((await card('spot').textContent()) ?? '', /takes every DAG without a selector/);
  assert.equal(await editor.page.getByLabel('Workers of gpu').inputValue(), '2');
});

test('the selector is written as the version of Dagu reads it, and copied', async () => {
  await editor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await write(`${TEXT}image: {tag: 1.30.3}\n`);
  await card('gpu').getByText('workerSelector: {gpu: "true"}').waitFor();
  await button('Copy the selector of gpu for a DAG').click();
  await card('gpu').getByText('Copied').first().waitFor();
  assert.equal(await editor.page.evaluate(() => navigator.clipboard.readText()), 'workerSelector: {gpu: "true"}');
});

test('the bars are relative to the largest pool', async () => {
  await write(TEXT);
  const limit = (/** @type {string} */ name) =>
    card(name).locator('p', { hasText: 'memory' }).locator('.limit').evaluate((mark) => /** @type {HTMLElement} */ (mark).style.left);
  assert.equal(await limit('gpu'), '100%');
  assert.equal(await limit('general'), '12.5%');
});

test('the bars of a card begin and end at the same places', async () => {
  const bars = card('gpu').locator('.bar');
  await bars.nth(1).waitFor();
  const places = await bars.evaluateAll((bars) => bars.map((bar) => [bar.getBoundingClientRect().left, bar.getBoundingClientRect().right]));
  assert.equal(places.length, 2);
  assert.deepEqual(places[0], places[1]);
});

test('workers: the stepper and the field', async () => {
  await write(TEXT);
  await edits(() => button('One worker more in gpu').click(), TEXT.replace('replicas: 2 ', 'replicas: 3 '));
  await edits(() => button('One worker less in spot').click(), TEXT.replace('replicas: 1\nui', 'replicas: 0\nui'));
  const field = editor.page.getByLabel('Workers of gpu');
  await edits(async () => {
    await field.fill('12');
    await field.press('Enter');
  }, TEXT.replace('replicas: 2 ', 'replicas: 12 '));
  await editor.page.waitForFunction(() => /** @type {HTMLInputElement | null} */ (document.querySelector('[aria-label="Workers of gpu"]'))?.value === '2');
  await field.fill('many');
  await field.press('Enter');
  assert.equal(await field.inputValue(), '2');
  assert.equal(await editor.text(), TEXT);
});

test('fast clicks are all counted, each one undo step', async () => {
  await write(TEXT);
  const more = button('One worker more in gpu');
  for (let click = 0; click < 5; click++) await more.click({ delay: 0 });
  await becomes(TEXT.replace('replicas: 2 ', 'replicas: 7 '));
  await more.press('ControlOrMeta+z');
  await becomes(TEXT.replace('replicas: 2 ', 'replicas: 6 '));
  await more.press('ControlOrMeta+Shift+z');
  await becomes(TEXT.replace('replicas: 2 ', 'replicas: 7 '));
  assert.ok(await more.evaluate((element) => element === document.activeElement));
});

test('a pool of the defaults gets its own entry in the text', async () => {
  await write(TEXT);
  await edits(
    () => button('One worker more in general').click(),
    TEXT.replace('    replicas: 1\nui', '    replicas: 1\n  general:\n    replicas: 3\nui'),
  );
});

test('rename keeps the place, the comments and the quoting', async () => {
  await write(TEXT);
  await edits(async () => {
    await button('Rename gpu').click();
    await editor.page.getByLabel('New name of gpu').fill('cards');
    await editor.page.keyboard.press('Enter');
    await card('cards').waitFor();
  }, TEXT.replace('  gpu:   #', '  cards:   #'));
});

test('a pool may be named no or 007', async () => {
  await write(TEXT);
  await button('Rename gpu').click();
  await editor.page.getByLabel('New name of gpu').fill('no');
  await editor.page.keyboard.press('Enter');
  await becomes(TEXT.replace('  gpu:   #', '  "no":   #'));
  await card('no').waitFor();
  await button('Rename spot').click();
  await editor.page.getByLabel('New name of spot').fill('007');
  await editor.page.keyboard.press('Enter');
  await becomes(TEXT.replace('  gpu:   #', '  "no":   #').replace('  spot:', '  "007":'));
  await button('One worker more in 007').click();
  await button('One worker more in no').click();
  await becomes(TEXT.replace('  gpu:   #', '  "no":   #').replace('  spot:', '  "007":').replace('replicas: 1\nui', 'replicas: 2\nui').replace('replicas: 2 ', 'replicas: 3 '));
  assert.equal(await editor.page.getByLabel('Workers of no').inputValue(), '3');
});

test('a name that is taken or empty is refused at the field, and Escape leaves it', async () => {
  await write(TEXT);
  await button('Rename gpu').click();
  const field = editor.page.getByLabel('New name of gpu');
  await field.fill('spot');
  await card('gpu').getByText('another pool has this name').waitFor();
  await field.press('Enter');
  await field.fill('');
  await card('gpu').getByText('type a name').waitFor();
  await field.press('Escape');
  await field.waitFor({ state: 'detached' });
  assert.equal(await editor.text(), TEXT);
  assert.ok(await card('gpu').evaluate((card) => card === document.activeElement));
});

test('duplicate copies the lines of the pool', async () => {
  await write(TEXT);
  const lines = TEXT.slice(TEXT.indexOf('  gpu:'), TEXT.indexOf('\n  # The cheap'));
  await edits(
    () => button('Duplicate gpu').click(),
    TEXT.replace(lines, lines + lines.replace('  gpu:   #', '  gpu-2:   #')),
  );
});

test('a pool of the defaults is renamed and duplicated with what the chart gives it', async () => {
  await write('workerPools:\n  general:\n    replicas: 4   # four\n');
  const rest = '    resources:\n      limits:\n        cpu: 200m\n        memory: 256Mi\n      requests:\n        cpu: 100m\n        memory: 128Mi\n';
  await edits(
    () => button('Duplicate general').click(),
    `workerPools:\n  general:\n    replicas: 4   # four\n  general-2:\n    replicas: 4   # four\n${rest}`,
  );
  await edits(async () => {
    await button('Rename general').click();
    await editor.page.getByLabel('New name of general').fill('small');
    await editor.page.keyboard.press('Enter');
  }, `workerPools:\n  small:\n    replicas: 4   # four\n${rest}  general: null\n`);
});

test('disable and enable', async () => {
  await write(TEXT);
  await button('Disable spot').click();
  const disabled = TEXT.replace('    replicas: 1\nui', '    replicas: 1\n    disabled: true\nui');
  await becomes(disabled);
  await card('spot').getByText('This pool is left out').waitFor();
  await button('Enable spot').click();
  await becomes(TEXT);
  await button('Disable spot').waitFor();
});

test('delete removes the lines of a pool, and sets one of the defaults to null', async () => {
  await write(TEXT);
  await edits(
    () => button('Delete spot').click(),
    TEXT.replace('  spot:\n    replicas: 1\n', ''),
  );
  await button('Delete general').click();
  await becomes(TEXT.replace('    replicas: 1\nui', '    replicas: 1\n  general: null\nui'));
  await card('general').waitFor({ state: 'detached' });
});

test('add: an empty pool, or one to start from, under a name that is free', async () => {
  await write(TEXT);
  await editor.page.getByText('Add pool', { exact: true }).click();
  await edits(
    () => editor.page.getByRole('button', { name: 'pool pool with one worker' }).click(),
    TEXT.replace('    replicas: 1\nui', '    replicas: 1\n  pool:\n    replicas: 1\nui'),
  );
  await editor.page.getByText('Add pool', { exact: true }).click();
  await editor.page.getByRole('button', { name: /^gpu pool with one NVIDIA GPU/ }).click();
  await card('gpu-2').waitFor();
  await card('gpu-2').getByText('nvidia.com/gpu').first().waitFor();
  assert.match(await editor.text(), /\n {2}gpu-2:\n/);
});

test('an inherited setting is dashed, says where it is from, and a click overrides it', async () => {
  const text = `nodeSelector: {disk: ssd}\nworker:\n  maxActiveRuns: 4   # few\n${TEXT}`;
  await write(text);
  const inherited = card('spot').getByRole('list', { name: 'Inherited by spot' });
  const selector = inherited.getByRole('button', { name: 'disk=ssd, from the release: override nodeSelector in pool spot' });
  await selector.waitFor();
  assert.equal(await selector.evaluate((element) => getComputedStyle(element).borderTopStyle), 'dashed');
  await edits(
    () => selector.click(),
    text.replace('    replicas: 1\nui', '    replicas: 1\n    nodeSelector:\n      disk: ssd\nui'),
  );
  await inherited.getByRole('button', { name: /^maxActiveRuns: 4, from worker/ }).click();
  await becomes(text.replace('    replicas: 1\nui', '    replicas: 1\n    maxActiveRuns: 4\nui'));
  await inherited.getByRole('button', { name: /^maxActiveRuns/ }).waitFor({ state: 'detached' });
});

test('errors are on the card of their pool, and the other cards stay', async () => {
  await write(TEXT.replace('  spot:\n    replicas: 1', '  spot:\n    replcas: 1'));
  await card('spot').getByText('unknown key replcas').waitFor();
  await card('spot').getByText('The form waits until the text is right.').waitFor();
  await edits(
    () => button('One worker more in gpu').click(),
    TEXT.replace('  spot:\n    replicas: 1', '  spot:\n    replcas: 1').replace('replicas: 2 ', 'replicas: 3 '),
  );
  await card('spot').getByRole('button', { name: 'line 12: show it in the text' }).click();
  assert.equal(await editor.page.evaluate(() => String(getSelection())), 'replcas');
});

test('a safe fix of a pool is on its card', async () => {
  await write(TEXT.replace('  spot:\n    replicas: 1', '  spot:\n    replcas: 1'));
  await edits(() => card('spot').getByRole('button', { name: 'Rename it to replicas' }).click(), TEXT);
});

test('while the text is broken, or wrong elsewhere, the cards wait and say so', async () => {
  await write(TEXT);
  await editor.append('ingress: [\n');
  const waits = editor.page.getByText('The cards wait until the text is right');
  await waits.waitFor();
  assert.ok(await button('One worker more in gpu').isDisabled());
  await editor.write(`${TEXT}ingres: {}\n`);
  await waits.filter({ hasText: 'line 15: unknown key ingres' }).waitFor();
  await editor.write(TEXT);
  await waits.waitFor({ state: 'detached' });
  assert.ok(await button('One worker more in gpu').isEnabled());
});

test('an edit that would change more than the pool is refused with the reason', async () => {
  const text = 'workerPools: &pools\n  general:\n    replicas: 1\nx-pools: *pools\n';
  await write(text);
  await button('One worker more in general').click();
  await editor.page.getByRole('alert').getByText('Not changed:').waitFor();
  assert.equal(await editor.text(), text);
});

test('a change against the baseline', async () => {
  await editor.write('workerPools:\n  general:\n    replicas: 2\n');
  await editor.page.getByRole('tab', { name: 'Changes' }).click();
  await editor.page.getByRole('button', { name: 'Paste…' }).click();
  await editor.page.getByLabel('A values file, or the output of').fill('workerPools:\n  general:\n    replicas: 2\n');
  await editor.page.getByRole('button', { name: 'Compare', exact: true }).click();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
  await button('One worker more in general').click();
  await card('general').getByText('2 → 3').waitFor();
  await button('Duplicate general').click();
  await card('general-2').getByText('new', { exact: true }).waitFor();
});

test('the keyboard alone: add, count, rename and delete', async () => {
  await write(TEXT);
  const { keyboard } = editor.page;
  await editor.page.getByRole('tab', { name: 'Pools' }).focus();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await card('pool').waitFor();
  await editor.page.waitForFunction(() => document.activeElement?.getAttribute('data-pool') === 'pool');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  assert.equal(await editor.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Workers of pool');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await editor.page.getByLabel('Workers of pool').and(editor.page.locator('[aria-label="Workers of pool"]')).waitFor();
  await button('Rename pool').focus();
  await keyboard.press('Enter');
  await keyboard.type('batch');
  await keyboard.press('Enter');
  await editor.page.waitForFunction(() => document.activeElement?.getAttribute('data-pool') === 'batch');
  await becomes(TEXT.replace('    replicas: 1\nui', '    replicas: 1\n  batch:\n    replicas: 2\nui'));
  await button('Delete batch').press('Enter');
  await becomes(TEXT);
  await editor.page.waitForFunction(() => document.activeElement?.getAttribute('data-pool') === 'general');
});

test('200 pools: a step changes the line of its pool', async () => {
  const pools = Array.from({ length: 200 }, (_, index) => `  p${String(index).padStart(3, '0')}:\n    replicas: 1\n    labels: {n: "${index}"}\n`);
  await editor.write(`workerPools:\n${pools.join('')}`);
  await card('p199').waitFor({ state: 'attached' });
  await card('p001').getByLabel('One worker more').click();
  // The lines out of sight are not in the document.
  const changed = editor.values.locator('.cm-line', { hasText: 'replicas: 2' });
  await changed.waitFor();
  assert.equal(await changed.locator('xpath=preceding-sibling::*[1]').textContent(), '  p001:');
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    await editor.page.emulateMedia({ colorScheme });
    await write(`worker: {maxActiveRuns: 4}\n${TEXT.replace('  spot:\n    replicas: 1', '  spot:\n    replcas: 1\n  rest: {disabled: true}')}`);
    await card('spot').getByText('unknown key replcas').waitFor();
    await button('Rename gpu').click();
    await editor.page.getByText('Add pool', { exact: true }).click();
    await editor.page.evaluate(axe.source);
    const violations = await editor.page.evaluate(async () => {
      const { violations } = await /** @type {any} */ (globalThis).axe.run('#panel-pools');
      return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
    });
    assert.deepEqual(violations, []);
  });
}

test('the core is asked nothing while nothing changes', async () => {
  await write(TEXT);
  await editor.page.waitForTimeout(1000);
  const asked = await editor.page.evaluate(async () => {
    let asked = 0;
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {[any, any]} */ ...message) {
      asked++;
      return postMessage.apply(this, message);
    };
    await new Promise((resolve) => setTimeout(resolve, 500));
    return asked;
  });
  assert.equal(asked, 0);
});

test('the cards load when they are first shown', async () => {
  const fresh = editor.page;
  /** @type {string[]} */
  const loaded = [];
  fresh.on('request', (request) => loaded.push(request.url()));
  await fresh.reload();
  await editor.state('Up to date').waitFor();
  assert.ok(!loaded.some((url) => /PoolsView/.test(url)));
  await fresh.getByRole('tab', { name: 'Pools' }).click();
  await card('gpu').waitFor();
  assert.ok(loaded.some((url) => /PoolsView/.test(url)));
});

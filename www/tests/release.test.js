// The fields of the release: checked by the core, with their findings and with what an empty one means.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';

/** @import { Editor } from './editor.js' */

const { open, openForEach } = stage();

/** @type {Editor} */
let editor;

openForEach(
  (opened) => (editor = opened),
  (opened) => opened.state('Up to date').waitFor(),
);

/** @param {string} label */
const field = (label) => editor.page.getByLabel(label, { exact: true });

/** The text that describes a field. @param {string} label */
function described(label) {
  return field(label).evaluate((element) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ');
    return ids.map((id) => document.getElementById(id)?.textContent?.trim()).join(' ');
  });
}

for (const { label, wrong, right, said } of [
  { label: 'Release name', wrong: 'Team_A', right: 'team', said: 'Team_A is not a valid release name' },
  { label: 'Namespace', wrong: 'a.b', right: 'flows', said: 'a.b is not a valid namespace name' },
  { label: 'Dagu version', wrong: '2.x', right: '2.4.3', said: '2.x is not a Dagu version' },
  { label: 'Kubernetes version', wrong: '1.18', right: '1.30', said: 'the chart needs Kubernetes 1.19 or later' },
]) {
  test(`the finding about a field is on the field: ${label}`, async () => {
    await field(label).fill(wrong);
    await editor.problems.getByRole('button', { name: said }).waitFor();
    assert.equal(await field(label).getAttribute('aria-invalid'), 'true');
    assert.match(await described(label), new RegExp(said));
    await editor.status.filter({ hasText: `The first: ${label.toLowerCase()}, ${said}` }).waitFor();

    await editor.values.focus();
    await editor.problems.getByRole('button', { name: said }).click();
    assert.ok(await field(label).evaluate((element) => element === document.activeElement));

    await field(label).fill(right);
    await editor.state('Up to date').waitFor();
    assert.equal(await field(label).getAttribute('aria-invalid'), 'false');
    assert.doesNotMatch(await described(label), new RegExp(said));
  });
}

test('a warning about a field is on the field, which is not invalid', async () => {
  await field('Dagu version').fill('2.99.0');
  await editor.problems.getByRole('button', { name: 'does not know Dagu 2.99.0' }).waitFor();
  assert.match(await described('Dagu version'), /does not know Dagu 2\.99\.0/);
  assert.equal(await field('Dagu version').getAttribute('aria-invalid'), 'false');
  await editor.state('Up to date').waitFor();
});

test('a field keeps its finding while the values are broken', async () => {
  await field('Release name').fill('Team_A');
  await editor.write('workerPools: [');
  await editor.problems.getByText('not-yaml').waitFor();
  assert.equal(await field('Release name').getAttribute('aria-invalid'), 'true');
});

test('the version that an empty field means is shown, and follows the values', async () => {
  await editor.page.getByPlaceholder(/^empty: 2(\.\d+)+$/).waitFor();
  await editor.page.getByPlaceholder(/^empty: v1\.\d+\.\d+$/).waitFor();
  assert.match(await described('Kubernetes version'), /^If empty: Kubernetes v1\.\d+\.\d+, the newest/);
  await editor.append('\nimage:\n  tag: 2.4.3\n');
  await editor.page.getByPlaceholder('empty: 2.4.3').waitFor();
  assert.equal(await described('Dagu version'), 'If empty: Dagu 2.4.3, the version of the image.');
});

test('the Kubernetes version decides what is rendered', async () => {
  await field('Kubernetes version').fill('1.23.9');
  await editor.state('Up to date').waitFor();
  const scheduler = await editor.object('Deployment dagu-coordinator');
  assert.doesNotMatch(scheduler, /^ +grpc:$/m);
});

test('what an older page stored is restored', async () => {
  const work = { values: 'nameOverride: kept\n', baseline: null, at: 1 };
  const older = { ...work, release: { name: 'team', namespace: '', daguVersion: '' } };
  const other = await open({}, (page) =>
    page.addInitScript((kept) => localStorage.setItem('dagu-chart-editor', kept), JSON.stringify(older)),
  );
  await other.has('Deployment team-kept-ui');
  await other.close();
  assert.deepEqual(other.complaints, []);
});

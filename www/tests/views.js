// Every view and state of the page, and how a user gets there.

/** @import { BrowserContextOptions, Page } from 'playwright-core' */
/** @import { Editor } from './editor.js' */

/**
 * @typedef {object} View
 * @property {string} name
 * @property {BrowserContextOptions} [options]
 * @property {(page: Page) => Promise<unknown>} [prepare] before the page is loaded
 * @property {(editor: Editor) => Promise<unknown>} reach
 */

const PHONE = { viewport: { width: 390, height: 844 } };

/** An error with a safe fix, one with another fix, and a warning. */
export const FAULTY = `nameOverride: one
nameOverride: one
image:
  pullPolicy: Allways
workerPools:
  gpu:
    replcas: 1
`;

/** @param {Editor} editor */
const ready = (editor) => editor.state('Up to date').waitFor();

/** @param {Editor} editor */
async function faulty(editor) {
  await ready(editor);
  await editor.write(FAULTY);
  await editor.problems.getByRole('button', { name: /replcas/ }).waitFor();
}

/** Two values files, the second of which overrides a value of the first. @param {Editor} editor */
async function layered(editor) {
  await editor.values.waitFor();
  await editor.write('persistence:\n  storageClass: nfs-client\nworkerPools:\n  batch:\n    replicas: 3\n');
  await editor.drop('production.yaml', 'workerPools:\n  batch:\n    replicas: 5\n');
  await editor.page.getByRole('button', { name: 'Add it after values.yaml' }).click();
  await editor.page.getByRole('tab', { name: 'values.yaml', exact: true }).click();
  await editor.page.locator('.cm-overridden').first().waitFor();
}

/** @param {Editor} editor @param {string} button @param {string} [title] */
async function dialog(editor, button, title = button.replace('…', '')) {
  await ready(editor);
  await editor.page.getByRole('button', { name: button }).click();
  await editor.page.getByRole('dialog', { name: title }).waitFor();
}

/** @param {Editor} editor @param {string} name */
async function tab(editor, name) {
  await ready(editor);
  await editor.page.getByRole('tab', { name }).click();
}

/** @param {Editor} editor */
async function changed(editor) {
  await ready(editor);
  await editor.write('persistence:\n  storageClass: nfs-client\nworkerPools:\n  general:\n    replicas: 3\n');
  await editor.page.getByRole('tab', { name: /Changes \d/ }).click();
  await editor.page.getByRole('button', { name: 'Difference' }).first().waitFor();
}

/** @type {readonly View[]} */
export const VIEWS = [
  { name: 'start', reach: ready },
  {
    name: 'loading',
    prepare: (page) => page.route('**/*.wasm', () => {}),
    reach: (editor) => editor.state('Loading…').waitFor(),
  },
  { name: 'findings', reach: faulty },
  {
    name: 'findings, one chosen by keyboard',
    reach: async (editor) => {
      await faulty(editor);
      await editor.values.focus();
      await editor.page.keyboard.press('F8');
      await editor.problems.locator('[aria-current]').waitFor();
    },
  },
  {
    name: 'a fix that is shown first',
    reach: async (editor) => {
      await faulty(editor);
      await editor.problems.getByRole('button', { name: 'Replace it with Always…' }).click();
      await editor.page.getByRole('group', { name: 'What the fix changes' }).waitFor();
    },
  },
  {
    name: 'the tooltip of a finding',
    reach: async (editor) => {
      await faulty(editor);
      await editor.values.getByText('replcas').hover();
      await editor.page.locator('.cm-diagnostic').waitFor();
    },
  },
  {
    name: 'fields with findings',
    reach: async (editor) => {
      await ready(editor);
      await editor.page.getByLabel('Release name').fill('Team_A');
      await editor.page.getByLabel('Dagu version').fill('2.99.0');
      await editor.page.getByLabel('Kubernetes version').fill('newest');
      await editor.page.getByText('is not a Kubernetes version').first().waitFor();
    },
  },
  {
    name: 'filtered outline',
    reach: async (editor) => {
      await ready(editor);
      await editor.page.getByRole('searchbox', { name: 'Filter objects and lines' }).fill('nvidia');
      await editor.objects.locator('.line').first().waitFor();
    },
  },
  {
    name: 'completion',
    reach: async (editor) => {
      await ready(editor);
      await editor.write('workerPools:\n  gpu:\n    re');
      await editor.page.keyboard.press('Control+Space');
      await editor.page.locator('.cm-completionInfo').waitFor();
    },
  },
  {
    name: 'description of a key',
    reach: async (editor) => {
      await ready(editor);
      await editor.values.getByText('replicas').first().click();
      await editor.page.keyboard.press('F1');
      await editor.page.locator('.cm-key').waitFor();
    },
  },
  {
    name: 'search',
    reach: async (editor) => {
      await ready(editor);
      await editor.values.focus();
      await editor.page.keyboard.press('ControlOrMeta+f');
      await editor.page.locator('.cm-search').waitFor();
    },
  },
  {
    name: 'origin of a line',
    reach: async (editor) => {
      await ready(editor);
      await editor.manifests.getByText('replicas: 2').first().click();
      await editor.page.getByText(/^Line \d+ comes from/).waitFor();
    },
  },
  { name: 'tab Changes, without changes', reach: (editor) => tab(editor, 'Changes') },
  { name: 'tab Changes', reach: changed },
  {
    name: 'a difference',
    reach: async (editor) => {
      await changed(editor);
      await editor.page.getByRole('button', { name: 'Difference' }).first().click();
      await editor.page.locator('.cm-changedLine').first().waitFor();
    },
  },
  {
    name: 'a baseline that is pasted',
    reach: async (editor) => {
      await tab(editor, 'Changes');
      await editor.page.getByRole('button', { name: 'Paste…' }).click();
    },
  },
  {
    name: 'tab Pools',
    reach: async (editor) => {
      await tab(editor, 'Pools');
      await editor.page.getByRole('article', { name: 'Pool gpu' }).waitFor();
    },
  },
  {
    name: 'three columns',
    options: { viewport: { width: 1600, height: 900 } },
    reach: async (editor) => {
      await tab(editor, 'Pools');
      await editor.page.getByRole('article', { name: 'Pool gpu' }).waitFor();
    },
  },
  {
    name: 'tab Picture',
    reach: async (editor) => {
      await tab(editor, 'Picture');
      await editor.page.getByRole('group', { name: 'Picture of the release' }).waitFor();
    },
  },
  { name: 'tab Effective values', reach: (editor) => tab(editor, 'Effective values') },
  { name: 'several values files', reach: layered },
  { name: 'several values files, narrow', options: PHONE, reach: layered },
  {
    name: 'a values file that is renamed',
    reach: async (editor) => {
      await layered(editor);
      await editor.page.getByRole('button', { name: 'Rename values.yaml' }).click();
      await editor.page.getByLabel('New name of values.yaml').fill('production.yaml');
      await editor.page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'a values file that was removed',
    reach: async (editor) => {
      await layered(editor);
      await editor.page.getByRole('button', { name: 'Remove values.yaml' }).click();
      await editor.page.getByRole('button', { name: 'Undo', exact: true }).waitFor();
    },
  },
  {
    name: 'a text that is not formatted',
    reach: async (editor) => {
      await ready(editor);
      await editor.write('workerPools: [\n');
      await editor.page.getByRole('button', { name: 'Format', exact: true }).click();
      await editor.page.getByText('Not formatted').waitFor();
    },
  },
  { name: 'dialog Add file', reach: (editor) => dialog(editor, 'Add file…', 'Add a values file') },
  { name: 'dialog Start from', reach: (editor) => dialog(editor, 'Start from…') },
  { name: 'dialog Share', reach: (editor) => dialog(editor, 'Share…') },
  { name: 'dialog Install', reach: (editor) => dialog(editor, 'Install…') },
  {
    name: 'dialog of a dropped file',
    reach: async (editor) => {
      await ready(editor);
      await editor.drop('other.yaml', 'nameOverride: other\n');
      await editor.page.getByRole('dialog', { name: 'Use other.yaml' }).waitFor();
    },
  },
  {
    name: 'dialog of a code',
    reach: async (editor) => {
      await faulty(editor);
      await editor.problems.getByRole('button', { name: 'Explain D0102' }).click();
      await editor.page.getByRole('dialog', { name: 'D0102 unknown-key' }).waitFor();
    },
  },
  {
    name: 'the example of a code',
    reach: async (editor) => {
      await ready(editor);
      await editor.page.evaluate(() => void (location.hash = '#D0102'));
      await editor.page.getByRole('link', { name: 'Back to your values' }).waitFor();
      await editor.problems.getByText('unknown key schedulers').waitFor();
    },
  },
  {
    name: 'the pools that take a DAG',
    reach: async (editor) => {
      await tab(editor, 'Pools');
      await editor.page.getByRole('textbox', { name: 'Which pool takes a DAG?' }).fill('gpu=true');
      await editor.page.getByText('Base configuration').click();
      await editor.page.getByLabel('What the DAGs inherit').fill('zone=a');
      await editor.page.getByText('Base configuration, in use').waitFor();
      await editor.page.getByText('label gpu is missing').first().waitFor();
    },
  },
  {
    name: 'dialog Keys',
    reach: async (editor) => {
      await dialog(editor, 'Keys (?)', 'Keys');
      await editor.page.locator('summary').filter({ hasText: 'persistence' }).click();
      await editor.page.locator('summary').filter({ hasText: 'accessMode' }).waitFor();
    },
  },
  {
    name: 'restored',
    reach: async (editor) => {
      await ready(editor);
      await editor.write('nameOverride: other\n');
      await editor.has('Deployment dagu-other-ui');
      await editor.page.reload();
      await editor.page.getByText(/^Restored from/).waitFor();
      await ready(editor);
    },
  },
  {
    name: 'storage blocked',
    prepare: (page) =>
      page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException('blocked', 'SecurityError');
        };
      }),
    reach: async (editor) => {
      await ready(editor);
      await editor.append('\n');
      await editor.page.getByText('stores nothing for this page').waitFor();
    },
  },
  {
    name: 'refused link',
    reach: async (editor) => {
      await ready(editor);
      await editor.page.evaluate(() => void (location.hash = '#1.broken'));
      await editor.page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'last good',
    reach: async (editor) => {
      await ready(editor);
      await editor.append('\n  gpu: [');
      await editor.state('Last good').waitFor();
    },
  },
  {
    name: 'too large',
    reach: async (editor) => {
      await ready(editor);
      await editor.write(`# ${'x'.repeat(4 * 1024 * 1024)}\n`);
      await editor.state('Too large').waitFor();
    },
  },
  {
    name: 'core failed',
    prepare: (page) => page.route('**/*.wasm', (route) => route.abort()),
    reach: (editor) => editor.state('Failed').waitFor(),
  },
  { name: 'narrow, values', options: PHONE, reach: (editor) => editor.problems.waitFor() },
  { name: 'narrow, manifests', options: PHONE, reach: narrowManifests },
  {
    name: 'narrow, outline',
    options: PHONE,
    reach: async (editor) => {
      await narrowManifests(editor);
      await editor.page.getByRole('button', { name: /^\d+ objects$/ }).click();
      await editor.objects.waitFor();
    },
  },
];

/** @param {Editor} editor */
async function narrowManifests(editor) {
  await editor.page.getByRole('tab', { name: 'Manifests' }).click();
  await ready(editor);
}

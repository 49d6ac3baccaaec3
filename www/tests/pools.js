// The view of the pools, for the tests of its cards.

/** @import { Editor } from './editor.js' */

/** Opens the view. @param {Editor} editor */
export async function openPools(editor) {
  await editor.state('Up to date').waitFor();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
}

/** What it has, by names. @param {() => Editor} editor */
export function inPools(editor) {
  return {
    /** The card of a pool. @param {string} name */
    card: (name) => editor().page.getByRole('article', { name: `Pool ${name}`, exact: true }),
    /** @param {string} name */
    button: (name) => editor().page.getByRole('button', { name, exact: true }),
  };
}

// The view of the pools, for the tests of its cards.

import assert from 'node:assert/strict';

/** @import { Editor } from './editor.js' */

/** Opens the view. @param {Editor} editor */
export async function openPools(editor) {
  await editor.state('Up to date').waitFor();
  await editor.page.getByRole('tab', { name: 'Pools' }).click();
}

/** What it has, by names. @param {() => Editor} editor */
export function inPools(editor) {
  /** Waits until the text is this one, and fails with the difference. @param {string} expected */
  async function becomes(expected) {
    for (let attempt = 0; attempt < 100 && (await editor().text()) !== expected; attempt++) await editor().page.waitForTimeout(50);
    assert.equal(await editor().text(), expected);
  }

  /**
   * After an action the text is this one; one undo brings the old one back.
   *
   * @param {() => Promise<unknown>} act
   * @param {string} expected
   */
  async function edits(act, expected) {
    const before = await editor().text();
    await act();
    await becomes(expected);
    await editor().values.focus();
    await editor().page.keyboard.press('ControlOrMeta+z');
    await becomes(before);
  }

  return {
    becomes,
    edits,
    /** The card of a pool. @param {string} name */
    card: (name) => editor().page.getByRole('article', { name: `Pool ${name}`, exact: true }),
    /** @param {string} name */
    button: (name) => editor().page.getByRole('button', { name, exact: true }),
  };
}

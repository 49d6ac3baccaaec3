// Everything can be read and hit: in every view and state, no text is cut off, nothing is on top of something else,
// and what is pressed has the size that WCAG 2.2 asks for (2.5.8), and more on phones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from './stage.js';
import { VIEWS } from './views.js';
import { foundAt } from './widths.js';

/** @import { Page } from 'playwright-core' */

const { open } = stage();

/** A phone, two columns, three columns. */
const WIDTHS = [390, 1280, 1600];

/** What does not fit, in sentences. @param {Page} page */
function faults(page) {
  return page.evaluate(() => {
    // A separator has no other target near it, and is also moved by keys.
    const TARGET = 'button, a[href], input, select, textarea, summary';
    // More below a finger.
    const LEAST = innerWidth < 800 ? 32 : 24;
    const top = document.querySelector('dialog[open]') ?? document.body;

    /** Whether users see it: not scrolled out of its box, and not for screen readers only. @param {Element} element */
    function isShown(element) {
      return element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden, [hidden], .cm-editor');
    }

    /** The part of a box that its ancestors do not cut off. @param {Element} element @param {DOMRect} box */
    function seen(element, box) {
      let { left, right, top, bottom } = box;
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const style = getComputedStyle(parent);
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const frame = parent.getBoundingClientRect();
        // An ellipsis ends before the padding.
        const padding = style.textOverflow === 'ellipsis' ? parseFloat(style.paddingRight) : 0;
        [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right - padding)];
        [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
      }
      return right - left > 1 && bottom - top > 1 ? new DOMRect(left, top, right - left, bottom - top) : null;
    }

    /** @param {Element} element */
    function named(element) {
      const name = element.getAttribute('aria-label') ?? element.textContent?.trim().replace(/\s+/g, ' ');
      return `${element.tagName.toLowerCase()} "${name?.slice(0, 40) || element.getAttribute('name')}"`;
    }

    /** @param {DOMRect} one @param {DOMRect} other */
    function overlap(one, other) {
      const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      return width > 1.5 && height > 1.5;
    }

    const found = [];
    const shown = [...top.querySelectorAll('*')].filter((element) => isShown(element) && !element.closest('svg'));

    for (const element of shown) {
      const isCut = getComputedStyle(element).overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
      if (isCut && !element.matches('section') && !element.closest('[title]')) found.push(`cut off: ${named(element)}`);
    }

    const targets = shown.filter((element) => element.matches(TARGET));
    for (const element of targets) {
      const { width, height } = element.getBoundingClientRect();
      // What is part of a sentence has the height of its line.
      const isInSentence = element.matches('a, .link');
      const isSmall = width < 24 || height < LEAST;
      if (isSmall && !isInSentence && !element.closest('label')) {
        found.push(`small: ${named(element)}, ${width.toFixed(0)} × ${height.toFixed(0)}`);
      }
    }

    // The lines of the texts, each with the element that they are in.
    const lines = [];
    for (const element of shown) {
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
          const box = seen(node.parentElement === element ? node.parentElement.firstElementChild ?? element : element, rect);
          if (box) lines.push({ element, box });
        }
      }
    }
    for (const [index, one] of lines.entries()) {
      for (const other of lines.slice(index + 1)) {
        if (one.element !== other.element && overlap(one.box, other.box)) {
          found.push(`on each other: ${named(one.element)} and ${named(other.element)}`);
        }
      }
    }
    return [...new Set(found)];
  });
}

/** How much of what has the focus its pane cuts off, in pixels. @param {Page} page */
function hiddenFocus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element?.matches('button, input, select, textarea, summary')) return 0;
    const box = element.getBoundingClientRect();
    let hidden = 0;
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflowY === 'visible') continue;
      const frame = parent.getBoundingClientRect();
      hidden = Math.max(hidden, frame.top - box.top, box.bottom - frame.bottom);
    }
    return Math.round(hidden);
  });
}

for (const { name, options, prepare, reach } of VIEWS) {
  test(`everything fits: ${name}`, async () => {
    const editor = await open(options, prepare);
    await reach(editor);
    assert.equal(await hiddenFocus(editor.page), 0, 'what has the focus is cut off');
    assert.deepEqual(await foundAt(editor, WIDTHS, 844, faults), []);
    await editor.close();
  });
}

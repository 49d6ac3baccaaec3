// What a page keeps in memory once its garbage has been collected.

/** @import { Page } from 'playwright-core' */

/** The bytes of its heap, and the numbers of its DOM nodes and listeners. @param {Page} page */
export async function kept(page) {
  const session = await page.context().newCDPSession(page);
  // The first collection runs finalizers, whose garbage the second one takes.
  for (let turn = 0; turn < 2; turn++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

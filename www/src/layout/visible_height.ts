// How much of the page is visible if the keyboard of a phone covers the rest, which the unit dvh ignores.

/**
 * Calls `show` with the visible height in pixels, or with null if nothing covers the page, until the returned function
 * is called.
 */
export function watchVisibleHeight(show: (height: number | null) => void): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => {};
  const update = () => {
    const { height, scale } = viewport;
    // A person who zooms in by pinching wants the same page, larger.
    const isCovered = scale < 1.01 && height < window.innerHeight - 1;
    show(isCovered ? height : null);
  };
  update();
  viewport.addEventListener('resize', update);
  return () => viewport.removeEventListener('resize', update);
}

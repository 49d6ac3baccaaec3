// Keeps the focus in a view whose parts come and go: without it, neither Tab nor undo goes on where it was.

/** When the element with the focus goes or is disabled, its card gets the focus, or the view. */
export function keepFocus(view: HTMLElement): () => void {
  let focused: HTMLElement | null = null;
  let card: HTMLElement | null = null;

  function remember({ target }: FocusEvent): void {
    focused = target as HTMLElement;
    card = focused.closest<HTMLElement>('[data-pool]');
  }

  function restore(): void {
    if (!focused || (view.contains(focused) && !focused.matches(':disabled'))) return;
    const { activeElement, body } = document;
    const isElsewhere = activeElement !== body && activeElement !== focused;
    if (!isElsewhere) (view.contains(card) ? card : view)?.focus({ preventScroll: true });
    else focused = null;
  }

  const observer = new MutationObserver(restore);
  observer.observe(view, { subtree: true, childList: true, attributeFilter: ['disabled'] });
  view.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    view.removeEventListener('focusin', remember);
  };
}

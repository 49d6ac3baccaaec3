// Moves an element to another place of the page.

/** A browser without it loses the focus and the scroll positions, but nothing that is typed. */
type StatePreserving = HTMLElement & { moveBefore?: (node: Node, child: Node | null) => void };

/** Makes `element` the last child of `place`. */
export function move(element: HTMLElement, place: StatePreserving): void {
  if (element.parentElement === place) return;
  if (place.moveBefore && element.isConnected && place.isConnected) place.moveBefore(element, null);
  else place.append(element);
}

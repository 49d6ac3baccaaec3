// The tabs of the views.

import type { Review } from '../review/review.svelte';
import type { ViewName } from './layout.svelte';

/** A tab for each view, in order. */
export function viewTabs({ compared }: Review): { id: ViewName; label: string; badge: string; loud: boolean }[] {
  const changes = compared?.changes.length;
  return [
    { id: 'pools', label: 'Pools', badge: '', loud: false },
    { id: 'changes', label: 'Changes', badge: changes ? String(changes) : '', loud: false },
    { id: 'effective', label: 'Effective values', badge: '', loud: false },
    { id: 'picture', label: 'Picture', badge: '', loud: false },
  ];
}

// Escape closes what the pointer has opened.

import { closeHoverTooltips, hasHoverTooltips, type KeyBinding } from '@codemirror/view';

export const closeTooltips: KeyBinding = {
  key: 'Escape',
  run(view) {
    if (!hasHoverTooltips(view.state)) return false;
    view.dispatch({ effects: closeHoverTooltips });
    return true;
  },
};

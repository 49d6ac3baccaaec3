// Keeps the page for visits without a network, if the browser can.

import { isLocal } from '../local/marker';

/** Registers the service worker once the page is loaded, so that it takes nothing from the first visit. */
export function keepForOffline(): void {
  // Browsers have none without HTTPS, and some have none in private windows.
  if (!import.meta.env.PROD || !navigator.serviceWorker) return;
  const { serviceWorker } = navigator;
  const begin = () => {
    // `helm dagu ui` must answer every request itself.
    const work = isLocal()
      ? serviceWorker.getRegistration('./').then((old) => old?.unregister())
      : serviceWorker.register('./service-worker.js');
    // Refused by the browser's settings: the page works while there is a network.
    work.catch(() => {});
  };
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

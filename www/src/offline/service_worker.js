// Answers for the files of this page from a cache, so that it opens without a network.
//
// The build replaces `FILES`. It lists every file with its digest: a file that a server is replacing meanwhile
// is refused, and the caches of two versions never mix.

/** @typedef {Event & { waitUntil(work: Promise<unknown>): void }} Lasting */
/** @typedef {Lasting & { request: Request, respondWith(response: Promise<Response>): void }} Fetching */

const FILES = /** @type {Record<string, string>} */ ({});
const VERSION = '';

const scope = /** @type {any} */ (self).registration.scope;
const PREFIX = `dagu-chart-editor ${scope} `;
const NAME = PREFIX + VERSION;

async function fill() {
  const requests = Object.entries(FILES).map(
    ([name, integrity]) => new Request(new URL(name, scope), { integrity, cache: 'no-cache' }),
  );
  // The same version may be installed again, while pages use its cache.
  const isNew = !(await caches.has(NAME));
  const cache = await caches.open(NAME);
  await cache.addAll(requests).catch(async (error) => {
    if (isNew) await caches.delete(NAME);
    throw error;
  });
  await /** @type {any} */ (self).skipWaiting();
}

/** Keeps the version before this one, too: an open page of it may load more of its files. */
async function tidy() {
  const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(own.slice(0, -1).map((name) => caches.delete(name)));
  await /** @type {any} */ (self).clients.claim();
}

/** @param {Request} request */
async function page(request) {
  const kept = async () => (await caches.open(NAME)).match(scope);
  // A server may mean something by a query.
  if (new URL(request.url).search) return fetch(request).catch(async () => (await kept()) ?? Response.error());
  return (await kept()) ?? fetch(request);
}

/** @param {Request} request */
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

addEventListener('install', (event) => /** @type {Lasting} */ (event).waitUntil(fill()));
addEventListener('activate', (event) => /** @type {Lasting} */ (event).waitUntil(tidy()));
addEventListener('fetch', (event) => {
  const { request, respondWith } = /** @type {Fetching} */ (event);
  const { origin, pathname } = new URL(request.url);
  const name = origin + pathname;
  if (request.method !== 'GET' || !name.startsWith(scope)) return;
  const path = name.slice(scope.length);
  if (request.mode === 'navigate' && (path === '' || path === 'index.html')) respondWith.call(event, page(request));
  else if (path in FILES || path.startsWith('assets/')) respondWith.call(event, file(request));
});

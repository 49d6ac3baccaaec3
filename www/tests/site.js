// Serves the built page on this machine, from a folder below the root as a file server would.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** The built page. */
export const DIST = join(import.meta.dirname, '..', 'dist');

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Starts the server on a free port.
 *
 * @param {string} [dist] the folder with the page
 * @param {string} [path] its path in the URL
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(dist = DIST, path = '/some/folder/') {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.endsWith('/') ? 'index.html' : normalize(pathname.slice(path.length));
    try {
      if (!pathname.startsWith(path) || name.startsWith('..')) throw new Error(pathname);
      const body = await readFile(join(dist, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(null)));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${path}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

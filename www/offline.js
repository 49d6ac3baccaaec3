// Writes the service worker of the built page, with the list of its files.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const SOURCE = join(import.meta.dirname, 'src/offline/service_worker.js');
const NAME = 'service-worker.js';

/** The digest of a file, as the browser compares it. @param {Buffer | string} contents */
function digest(contents) {
  return `sha256-${createHash('sha256').update(contents).digest('base64')}`;
}

/** The files in `folder` by their paths in the page, which itself is ''. @param {string} folder */
function files(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== NAME)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    names.map((path) => {
      const name = path.slice(folder.length + 1).replaceAll(sep, '/');
      return [name === 'index.html' ? '' : name, digest(readFileSync(path))];
    }),
  );
}

/** Writes the service worker of the page in `folder`. @param {string} folder */
export function writeServiceWorker(folder) {
  const list = JSON.stringify(files(folder), null, 2);
  const script = readFileSync(SOURCE, 'utf8')
    .replace('({})', () => `(${list})`)
    .replace("VERSION = ''", () => `VERSION = '${digest(list)}'`);
  writeFileSync(join(folder, NAME), script);
}

/**
 * Writes it after a build.
 *
 * @returns {import('vite').Plugin}
 */
export function offline() {
  return {
    name: 'offline',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir }) {
        if (!dir) return this.error('the page has no folder');
        writeServiceWorker(dir);
      },
    },
  };
}

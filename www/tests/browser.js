// The system's Chromium, with nothing of the user's and nothing from the network.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Resolves to this machine; to the browser it is any host without HTTPS. */
export const INSECURE_HOST = 'insecure.test';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that is no secure context, for what browsers withhold there.
  `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
];

/** Starts a browser with a profile of its own, which goes when it is closed. */
export function launch() {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`${EXECUTABLE} is not there: \`cargo xtask setup\` installs it (CHROMIUM can name another)`);
  }
  return chromium.launch({ executablePath: EXECUTABLE, headless: true, args: FLAGS });
}

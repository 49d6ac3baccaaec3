// A running `helm dagu ui` with a values file of its own.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = process.env['HELM_DAGU'] ?? join(import.meta.dirname, '..', '..', 'bin', 'helm-dagu');

/** The program, its link and its file. */
export class Ui {
  /**
   * @param {string} folder
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} link
   */
  constructor(folder, child, link) {
    this.folder = folder;
    this.child = child;
    this.link = link;
    this.file = join(folder, 'values.yaml');
  }

  /** Starts it with this text in `values.yaml`. @param {string} text @param {readonly string[]} [more] */
  static async start(text, more = []) {
    const folder = mkdtempSync(join(tmpdir(), 'dagu-ui-'));
    writeFileSync(join(folder, 'values.yaml'), text);
    return Ui.run(folder, ['-f', 'values.yaml', ...more]);
  }

  /** Starts it with these files, by their paths, in their order. @param {Readonly<Record<string, string>>} files */
  static async ofFiles(files) {
    const folder = mkdtempSync(join(tmpdir(), 'dagu-ui-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return Ui.run(folder, Object.keys(files).flatMap((path) => ['-f', path]));
  }

  /** Starts it for the release `dagu`, of which a script in place of Helm prints these values. @param {unknown} values */
  static async ofRelease(values) {
    const folder = mkdtempSync(join(tmpdir(), 'dagu-ui-'));
    const helm = join(folder, 'helm');
    const script = `#!/bin/sh
case "$*" in
'version '*) echo v4.0.0 ;;
'get manifest dagu') echo '# Source: dagu/templates/carrier.yaml' ;;
*) echo '${JSON.stringify(values)}' ;;
esac
`;
    writeFileSync(helm, script, { mode: 0o755 });
    return Ui.run(folder, ['dagu'], { HELM_BIN: helm });
  }

  /** @param {string} folder @param {readonly string[]} options @param {NodeJS.ProcessEnv} [env] */
  static async run(folder, options, env = {}) {
    if (!existsSync(PROGRAM)) {
      throw new Error(`${PROGRAM} is not there: \`cargo xtask build\` builds it (HELM_DAGU can name another)`);
    }
    const child = spawn(PROGRAM, ['ui', '--no-browser', ...options], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) return new Ui(folder, child, line);
    throw new Error(`${PROGRAM} prints no link`);
  }

  get text() {
    return readFileSync(this.file, 'utf8');
  }

  set text(text) {
    writeFileSync(this.file, text);
  }

  /** The text of a file. @param {string} path */
  textOf(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Ends the program. */
  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}

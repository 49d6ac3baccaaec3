// Makes the page ask at once for what it needs first, instead of when the scripts that need it have been loaded.

/** @import { Plugin, Rollup } from 'vite' */

/** The chunks that `name` imports, before it. @param {Rollup.OutputBundle} bundle @param {string} name @param {Set<string>} found */
function closure(bundle, name, found = new Set()) {
  const chunk = bundle[name];
  if (chunk?.type !== 'chunk' || found.has(name)) return found;
  for (const imported of chunk.imports) closure(bundle, imported, found);
  return found.add(name);
}

/** The page is imported by its entry, so that the core is started first: the bundler leaves its files to the import. */
const PAGE = /\/src\/page\.ts$/;

/** The scripts of the page and their styles. @param {Rollup.OutputBundle} bundle @param {Rollup.OutputChunk} entry */
function page(bundle, entry) {
  const known = closure(bundle, entry.fileName);
  const imported = entry.dynamicImports.filter((name) => {
    const chunk = bundle[name];
    return chunk?.type === 'chunk' && PAGE.test(chunk.facadeModuleId ?? '');
  });
  const all = new Set(imported.flatMap((name) => [...closure(bundle, name)]));
  const scripts = [...all].filter((name) => !known.has(name));
  const styles = new Set(
    scripts.flatMap((name) => {
      const chunk = bundle[name];
      return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
    }),
  );
  return { scripts, styles: [...styles] };
}

/**
 * Adds the links to the built page.
 *
 * @returns {Plugin}
 */
export function preload() {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {}, chunk }) => {
        if (!chunk) throw new Error('index.html has no entry');
        const { scripts, styles } = page(bundle, chunk);
        if (!scripts.length) throw new Error('the entry does not import the page');
        const core = Object.keys(bundle).filter((name) => name.endsWith('.wasm'));
        /** @type {[Record<string, string | boolean>, string[]][]} */
        const links = [
          // `crossorigin` as in `fetch`, or the browser would load it twice.
          [{ rel: 'preload', as: 'fetch', crossorigin: true }, core],
          [{ rel: 'modulepreload', crossorigin: true }, scripts],
          [{ rel: 'stylesheet', crossorigin: true }, styles],
        ];
        return links.flatMap(([attrs, names]) =>
          names.map((name) => ({ tag: 'link', attrs: { ...attrs, href: `./${name}` }, injectTo: /** @type {const} */ ('head') })),
        );
      },
    },
  };
}

// Makes the page ask for the core at once, instead of when the scripts that start it have been loaded.

/**
 * Adds the link to the built page.
 *
 * @returns {import('vite').Plugin}
 */
export function preload() {
  return {
    name: 'preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const names = Object.keys(bundle ?? {}).filter((name) => name.endsWith('.wasm'));
        // `crossorigin` as in `fetch`, or the browser would load it twice.
        const attrs = { rel: 'preload', as: 'fetch', crossorigin: true };
        return names.map((name) => ({ tag: 'link', attrs: { ...attrs, href: `./${name}` }, injectTo: 'head' }));
      },
    },
  };
}

// The examples of the chart, as values to start from.

const FILES = import.meta.glob<string>('../../../chart/examples/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** A line for editors, which the page has no use for. */
const MODELINE = /^# yaml-language-server:.*\n/;

export interface Example {
  readonly name: string;
  /** Its first comment. */
  readonly about: string;
  readonly text: string;
}

export const EXAMPLES: readonly Example[] = Object.entries(FILES).map(([path, contents]) => {
  const text = contents.replace(MODELINE, '');
  const name = path.split('/').at(-1)?.replace(/\.yaml$/, '') ?? path;
  const [, about = ''] = /^# (.*)/.exec(text) ?? [];
  // Behind a colon there are commands.
  return { name, about: about.replace(/:$/, '.'), text };
});

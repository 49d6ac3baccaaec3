// What is known about a key, as text for its completion and for the pointer.

import type { KnownKey } from '../core/types';
import { markedNodes } from '../editor/marked';
import type { Inherited } from './inherited';

/** A section that a setting is inherited from, with its default. */
export type Source = Inherited & {
  readonly default: unknown;
  /** The values file of the line; empty if it is the one in the editor. */
  readonly file: string;
};

/** The element that describes a key; `about` says what other values files have to do with it. */
export function description(key: KnownKey, sources: readonly Source[], about: string): HTMLElement {
  const root = title(key.name, about);
  root.firstElementChild?.append(element('span', '', ` ${typesOf(key)}`));
  if (key.documentation) root.append(marked(key.documentation));
  for (const fact of facts(key, sources)) root.append(marked(fact));
  const { example } = key;
  if (example !== null && example !== undefined) {
    root.append(element('p', '', 'Example:'), element('pre', '', yaml({ [key.name]: example }, '')));
  }
  return root;
}

/** The same for a key that the chart does not know. */
export function title(name: string, about: string): HTMLElement {
  const root = element('div', 'cm-key');
  root.append(element('p', 'cm-key-title', name));
  if (about) root.append(marked(about));
  return root;
}

/** The types in the words of YAML. */
export function typesOf({ types, choices }: KnownKey): string {
  if (choices.length) return 'choice';
  if (isQuantity(types)) return 'quantity';
  const words: Record<string, string> = { object: 'map', array: 'list', integer: 'whole number' };
  return types.map((type) => words[type] ?? type).join(' or ') || 'any value';
}

/** Quantities of Kubernetes are strings or numbers, also broken ones. */
export function isQuantity(types: readonly string[]): boolean {
  return types.includes('string') && types.includes('number');
}

/** The largest number of many fields of Kubernetes: nobody gets there. */
const INT32 = 2 ** 31 - 1;

function facts(key: KnownKey, sources: readonly Source[]): string[] {
  const { choices, minimum, maximum } = key;
  const range = [minimum !== null && `at least ${minimum}`, maximum !== null && maximum < INT32 && `at most ${maximum}`].filter(Boolean);
  return [
    choices.length ? `One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.` : '',
    range.length ? `A number of ${range.join(' and ')}.` : '',
    origin(key, sources),
    key.required ? 'Required by Kubernetes.' : '',
    key.since ? `Since Dagu ${key.since}.` : key.documentation && 'In every Dagu version that the chart supports.',
    restart(key),
    key.credential ? 'A credential: use a Secret of your own instead where you can.' : '',
  ].filter(Boolean);
}

/** A map or a list may have keys that restart pods, although it does not do so by itself. */
function restart({ restarts, types }: KnownKey): string {
  if (restarts) return 'A change restarts pods.';
  return types.includes('object') || types.includes('array') ? '' : 'A change restarts no pods.';
}

/** The default, or what the key inherits in this text. */
function origin(key: KnownKey, sources: readonly Source[]): string {
  const set = sources.find(({ line }) => line !== null);
  if (set) return `Inherits \`${set.path}\`${set.value && ` = \`${set.value}\``}, ${set.file && `\`${set.file}\` `}line ${set.line}.`;
  const preset = sources.find((source) => isPresent(source.default));
  if (preset && !isPresent(key.default)) return `Inherits \`${preset.path}\`, by default ${inline(preset.default)}.`;
  if (isPresent(key.default)) return `Default: ${inline(key.default)}.`;
  const [first] = sources;
  return first ? `Inherits \`${first.path}\`, which is not set.` : 'No default.';
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** As YAML on one line. */
function inline(value: unknown): string {
  if (typeof value === 'string' && value) return `\`${value}\``;
  const text = JSON.stringify(value);
  return text.length > 120 ? 'a longer value' : `\`${text}\``;
}

/** As YAML in block style. */
function yaml(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return value.map((item) => `${indent}- ${yaml(item, `${indent}  `).trimStart()}`).join('\n');
  }
  if (typeof value !== 'object' || value === null) return `${indent}${scalar(value)}`;
  return Object.entries(value)
    .map(([key, item]: [string, unknown]) => {
      const isNested = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
      return `${indent}${key}:${isNested ? `\n${yaml(item, `${indent}  `)}` : ` ${scalar(item)}`}`;
    })
    .join('\n');
}

/** A word or a quantity: text that every reader of YAML reads as a string. */
const PLAIN = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)(?:[a-z/][\w./-]*|\d+(?:m|[KMGT]i?))$/i;

/** A scalar or an empty value. */
export function scalar(value: unknown): string {
  return typeof value === 'string' && PLAIN.test(value) ? value : JSON.stringify(value);
}

/** A paragraph with the text between backticks as code. */
function marked(text: string): HTMLElement {
  const paragraph = element('p');
  paragraph.append(...markedNodes(text));
  return paragraph;
}

function element(name: string, className = '', text = ''): HTMLElement {
  const created = document.createElement(name);
  if (className) created.className = className;
  created.textContent = text;
  return created;
}

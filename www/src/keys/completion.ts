// Completion of keys and values, from what the core knows about keys.

import {
  autocompletion,
  completionKeymap,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { Prec, type Extension, type Text } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { KnownKey } from '../core/types';
import { INDENT } from '../editor/yaml_lines';
import type { Origins } from '../layers/origins.svelte';
import type { KeyAnswers } from './answers';
import { description, isQuantity, scalar, typesOf } from './description';
import { placeAt, printed, siblings, type Place, type Step } from './place';
import { POOLS } from './snippets';

/** What most files set comes first; the core has the keys of a pool by name. */
const OFTEN = ['replicas', 'labels', 'resources', 'requests', 'limits', 'nodeSelector', 'tolerations', 'image', 'persistence', 'workerPools', 'worker'];

/** Amounts that fit most containers, by the names of Kubernetes. */
const AMOUNTS: Record<string, readonly string[]> = {
  cpu: ['100m', '250m', '500m', '1', '2', '4'],
  memory: ['128Mi', '256Mi', '512Mi', '1Gi', '2Gi', '4Gi', '8Gi'],
};

/** The names that Kubernetes gives to resources everywhere. */
const RESOURCES = ['cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu', 'amd.com/gpu'];

async function complete(answers: KeyAnswers, origins: Origins, context: CompletionContext): Promise<CompletionResult | null> {
  const { doc } = context.state;
  const place = placeAt(doc, context.pos);
  if (!place) return null;
  const typed = context.state.sliceDoc(place.from, context.pos);
  if (!typed && !context.explicit && place.key === null) return null;
  const options =
    place.key === null ? await keyOptions(answers, origins, doc, context.pos, place) : await valueOptions(answers, place, typed);
  // Enter must end the line when there is nothing left to complete.
  const isComplete = options.some(({ label }) => label === typed);
  if (!options.length || context.aborted || isComplete) return null;
  return { from: place.from, options, ...(place.key === null && { validFor: /^[\w./-]*$/ }) };
}

async function keyOptions(
  answers: KeyAnswers,
  origins: Origins,
  doc: Text,
  at: number,
  place: Place,
): Promise<Completion[]> {
  const { keys } = await answers.at(place.map);
  const taken = siblings(doc, at, place.column);
  const path = printed(place.map);
  if (path === 'workerPools') return pools(taken, place.column);
  if (/\.resources\.(limits|requests)$/.test(path) || /^resources\.(limits|requests)$/.test(path)) {
    return RESOURCES.filter((name) => !taken.has(name)).map((name) => ({
      label: name,
      type: 'property',
      detail: 'quantity',
      apply: applied(`${name}: `, true),
    }));
  }
  return keys
    .filter(({ name }) => !taken.has(name))
    .map((key, index) => ({
      label: key.name,
      type: 'property',
      detail: typesOf(key),
      boost: OFTEN.includes(key.name) ? 99 - OFTEN.indexOf(key.name) : -index / 10,
      info: () => describe(answers, origins, doc, [...place.map, { key: key.name }], key),
      apply: applied(opening(key, place.column), hasValues(key)),
    }));
}

function pools(taken: ReadonlySet<string>, column: number): Completion[] {
  return POOLS.filter(({ name }) => !taken.has(name)).map(({ name, detail, text }) => ({
    label: name,
    type: 'class',
    detail,
    info: () => {
      const shown = document.createElement('pre');
      shown.textContent = text;
      return shown;
    },
    apply: applied(text.replaceAll('\n', `\n${' '.repeat(column)}`), false),
  }));
}

async function valueOptions(answers: KeyAnswers, { map, key }: Place, typed: string): Promise<Completion[]> {
  const known = (await answers.at([...map, { key: key ?? '' }])).key;
  if (!known || known.credential) return [];
  const { types, choices } = known;
  const words = [
    ...choices,
    ...(types.includes('boolean') ? ['true', 'false'] : []),
    ...(isQuantity(types) ? amounts(key ?? '', typed) : []),
    ...[known.default, known.example].filter(isScalar).map(scalar),
  ].filter(Boolean);
  return [...new Set(words)].map((word) => ({
    label: word,
    type: 'enum',
    ...(word === scalar(known.default) && { detail: 'default' }),
  }));
}

function amounts(key: string, typed: string): string[] {
  const isCpu = key === 'cpu';
  if (/^\d+$/.test(typed)) return (isCpu ? ['m'] : ['Mi', 'Gi']).map((unit) => typed + unit);
  return [...((isCpu ? AMOUNTS['cpu'] : AMOUNTS['memory']) ?? [])];
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
}

/** A key with the start of its value. */
function opening({ name, types }: KnownKey, column: number): string {
  const key = /^[\w./-]+$/.test(name) ? name : JSON.stringify(name);
  const below = `\n${' '.repeat(column + INDENT)}`;
  if (types.length === 1 && types[0] === 'object') return `${key}:${below}`;
  if (types.length === 1 && types[0] === 'array') return `${key}:${below}- `;
  return `${key}: `;
}

function hasValues({ types, choices }: KnownKey): boolean {
  return choices.length > 0 || types.includes('boolean');
}

/** Inserts a text in place of the typed word; only the key if a colon follows already. */
function applied(text: string, opensNext: boolean) {
  return (view: EditorView, _: Completion, from: number, to: number): void => {
    const isKeyed = view.state.sliceDoc(to, to + 1) === ':';
    const insert = isKeyed ? text.slice(0, text.search(/:(\s|$)/)) : text;
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      scrollIntoView: true,
      userEvent: 'input.complete',
    });
    if (opensNext && !isKeyed) startCompletion(view);
  };
}

async function describe(
  answers: KeyAnswers,
  origins: Origins,
  doc: Text,
  path: readonly Step[],
  key: KnownKey,
): Promise<HTMLElement> {
  return description(key, await answers.sources(doc, path, key), origins.aboutPath(printed(path)));
}

/** Completes keys and values. */
export function completing(answers: KeyAnswers, origins: Origins): Extension {
  return [
    autocompletion({
      override: [(context) => complete(answers, origins, context)],
      defaultKeymap: false,
      icons: false,
      maxRenderedOptions: 60,
    }),
    Prec.highest(keymap.of(completionKeymap)),
  ];
}

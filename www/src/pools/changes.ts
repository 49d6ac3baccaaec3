// What the core changes in the text for each action on a pool. The core keeps comments, order and quoting, and knows what
// a pool gets from elsewhere.

import type { Absence, EditRequest, ValuesText } from '../core/types';
import { printed } from '../keys/place';

/** An edit of the current text. */
export type TextChange = Omit<EditRequest, 'text' | 'below'>;

/** Maps of values by their keys. */
export type Values = Readonly<Record<string, unknown>>;

/** The path of a pool, or of something in it. */
export function poolPath(...keys: readonly string[]): string {
  return printed(['workerPools', ...keys].map((key) => ({ key })));
}

/** A path in the pools: the name, as it is or as JSON, at its start. */
const IN_POOL = /^workerPools(?:\.([\w-]+)|\[("(?:[^"\\]|\\.)*")\])(?=$|[.[])/;

/** The pool that a path leads to or into; null if it is none. */
export function poolOf(path: string): string | null {
  const [, plain, quoted] = IN_POOL.exec(path) ?? [];
  return quoted === undefined ? (plain ?? null) : String(JSON.parse(quoted));
}

/** Whether a value is a map. */
export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a map; otherwise an empty one. */
export function mapOf(value: unknown): Values {
  return isMap(value) ? value : {};
}

export function set(path: string, value: unknown): TextChange {
  return { changes: [{ path, value }] };
}

/** Gives a pool another name. */
export function rename(name: string, next: string): TextChange {
  return { rename: [{ path: poolPath(name), name: next }] };
}

/** Adds the same pool under another name. */
export function duplicate(name: string, next: string): TextChange {
  return { copy: [{ path: poolPath(name), name: next }] };
}

/** Removes a pool. */
export function remove(name: string): TextChange {
  return { delete: [poolPath(name)] };
}

/** Leaves a pool out. */
export function disable(name: string): TextChange {
  return set(poolPath(name, 'disabled'), true);
}

/** Takes a pool in again that makes no pods for a reason. */
export function enable(name: string, absence: Absence | undefined): TextChange {
  return absence === 'disabled' ? { delete: [poolPath(name, 'disabled')] } : set(poolPath(name, 'replicas'), 1);
}

/** Brings a pool back as values files have it. */
export function bringBack(name: string, from: ValuesText[]): TextChange {
  return { restore: [poolPath(name)], from };
}

/** Gives a pool the settings of a preset instead of those of the others. The number of its workers stays. */
export function moveTo(name: string, preset: string, presets: Values): TextChange {
  const { replicas: _, ...settings } = mapOf(presets[preset]);
  const keys = new Set(Object.values(presets).flatMap((preset) => Object.keys(mapOf(preset))));
  const others = [...keys].filter((key) => key !== 'replicas' && !Object.hasOwn(settings, key));
  return {
    remove: others.map((key) => poolPath(name, key)),
    replace: Object.entries(settings).map(([key, value]) => ({ path: poolPath(name, key), value })),
  };
}

/** A label. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

/** Adds a label, changes it, or removes it. */
export function relabel(name: string, old: Label | null, next: Label | null): TextChange {
  const path = ({ key }: Label) => poolPath(name, 'labels', key);
  if (!next) return old ? { delete: [path(old)] } : {};
  const isRenamed = old && old.key !== next.key;
  return {
    ...(isRenamed && { rename: [{ path: path(old), name: next.key }] }),
    ...set(path(next), next.value),
  };
}

/** A name that no pool has: `gpu`, `gpu-2`, `gpu-3`. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const stem = name.replace(/-[0-9]+$/, '');
  for (let number = 2; ; number++) if (!isTaken(`${stem}-${number}`)) return `${stem}-${number}`;
}

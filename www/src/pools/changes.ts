// What the core changes in the text for each action on a pool. The core keeps comments, order and quoting.

import type { ChangedValue, EditRequest } from '../core/types';
import { printed } from '../keys/place';

/** An edit of the current text. */
export type TextChange = Omit<EditRequest, 'text'>;

/** Maps of values by their keys. */
export type Values = Readonly<Record<string, unknown>>;

/** Where pools come from. */
export interface PoolSources {
  /** The pools of the text. */
  readonly written: Values;
  /** The pools that the chart adds. */
  readonly defaults: Values;
}

/** The path of a pool, or of something in it. */
export function poolPath(...keys: readonly string[]): string {
  return printed(['workerPools', ...keys].map((key) => ({ key })));
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

/** Names a pool anew. A pool of the defaults is removed under its old name. */
export function rename({ written, defaults }: PoolSources, name: string, next: string): TextChange {
  const removed = Object.hasOwn(defaults, name) ? [{ path: poolPath(name), value: null }] : [];
  const changes = [...left(written[name], defaults[name], [next]), ...removed];
  return isMap(written[name]) ? { rename: [{ path: poolPath(name), name: next }], changes } : { changes };
}

/** Adds the same pool under another name. */
export function duplicate({ written, defaults }: PoolSources, name: string, next: string): TextChange {
  const changes = left(written[name], defaults[name], [next]);
  return isMap(written[name]) ? { copy: [{ path: poolPath(name), name: next }], changes } : { changes };
}

/** Removes a pool: one of the defaults comes back unless it is null. */
export function remove({ defaults }: PoolSources, name: string): TextChange {
  return Object.hasOwn(defaults, name) ? set(poolPath(name), null) : { remove: [poolPath(name)] };
}

/** Leaves a pool out, or takes it in again. */
export function enable({ written }: PoolSources, name: string, isEnabled: boolean): TextChange {
  const path = poolPath(name, 'disabled');
  if (!isEnabled) return set(path, true);
  return isMap(written[name]) ? { remove: [path] } : set(poolPath(name, 'replicas'), 1);
}

/** Brings a pool back as the values `written` have it: without an entry there, it is one of the defaults. */
export function bringBack(name: string, written: Values): TextChange {
  return isMap(written[name]) ? set(poolPath(name), written[name]) : { remove: [poolPath(name)] };
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

/** What the defaults of a pool have and its text does not: under another name it would be lost. */
function left(written: unknown, default_: unknown, keys: readonly string[]): ChangedValue[] {
  if (!isMap(default_)) return [];
  if (!isMap(written)) return [{ path: poolPath(...keys), value: default_ }];
  return Object.entries(default_).flatMap(([key, value]) => {
    if (Object.hasOwn(written, key)) return isMap(written[key]) ? left(written[key], value, [...keys, key]) : [];
    return isMap(value) && !Object.keys(value).length ? [] : [{ path: poolPath(...keys, key), value }];
  });
}

// The settings that a pool takes from elsewhere.

import type { Pool } from '../core/types';
import type { Values } from './changes';
import { isMap } from './changes';

/** A setting that the pool does not have itself. */
export interface InheritedSetting {
  readonly key: string;
  readonly value: unknown;
  /** Such as `disk=ssd`. */
  readonly brief: string;
  /** Where it is set. */
  readonly from: string;
}

const SECTIONS: Readonly<Record<string, string>> = { worker: 'worker', release: 'the release' };

/** `effective` are the settings of the pool with what it inherits. */
export function inherited({ settings }: Pool, effective: Values): InheritedSetting[] {
  return settings.flatMap(({ key, from: [section = ''] }) => {
    const value = effective[key];
    if (section === 'pool' || value === undefined) return [];
    return [{ key, value, brief: brief(key, value), from: SECTIONS[section] ?? section }];
  });
}

/** A longer one is only named. */
const LONGEST = 32;

function brief(key: string, value: unknown): string {
  const isShort = (text: string) => text.length <= LONGEST;
  if (isMap(value)) {
    const entries = Object.entries(value);
    const isFlat = entries.every(([, value]) => typeof value !== 'object');
    const text = entries.map(([name, value]) => `${name}=${String(value)}`).join(', ');
    return isFlat && isShort(text) ? text : key;
  }
  const text = `${key}: ${String(value)}`;
  return !Array.isArray(value) && isShort(text) ? text : key;
}

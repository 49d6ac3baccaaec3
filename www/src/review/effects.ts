// The core's comparison, ordered by what it means for a running release.

import type { ChangedField, Conflict, Diff, Loss, ObjectName, Workload } from '../core/types';

/** What happens to an object. */
export type Effect = 'refused' | 'restarts' | 'changed' | 'new' | 'removed';

/** An object that is not the same in both sets. */
export interface Change {
  readonly effect: Effect;
  /** Kind and name. */
  readonly title: string;
  readonly fields: readonly ChangedField[];
  readonly conflicts: readonly Conflict[];
  /** The values that cause a restart; empty if unknown. */
  readonly causes: readonly string[];
  /** The number of pods that are replaced; none if it is unknown. */
  readonly pods: number | null;
  readonly loss: Loss | null;
  readonly isKept: boolean;
}

/** In the order of the page: the worst first. */
export const EFFECTS: readonly { effect: Effect; heading: string; sign: string; mark: string }[] = [
  { effect: 'refused', heading: 'Kubernetes refuses', sign: '!', mark: 'refused' },
  { effect: 'restarts', heading: 'Pods restart', sign: '↻', mark: 'pods restart' },
  { effect: 'changed', heading: 'Changes in place', sign: '~', mark: 'changed' },
  { effect: 'new', heading: 'New', sign: '+', mark: 'new' },
  { effect: 'removed', heading: 'Removed', sign: '−', mark: 'removed' },
];

const NOTHING = { fields: [], conflicts: [], causes: [], pods: null, loss: null, isKept: false };

/** The changes of a comparison. */
export function effects(diff: Diff): Change[] {
  const workloads = new Map(diff.workloads.map((workload) => [key(workload.object), workload]));
  const changed = diff.changed.map(({ object, fields, restarts, conflicts }): Change => {
    const effect = conflicts.length ? 'refused' : restarts.length ? 'restarts' : 'changed';
    return { ...NOTHING, effect, title: title(object), fields, conflicts, ...restart(workloads.get(key(object))) };
  });
  const created = [...diff.created, ...diff.missing].map((object): Change => ({
    ...NOTHING,
    effect: 'new',
    title: title(object),
  }));
  const removed = diff.removed.map(({ object, loss, kept }): Change => ({
    ...NOTHING,
    effect: 'removed',
    title: title(object),
    loss: kept ? null : loss,
    isKept: kept,
  }));
  return [...changed, ...created, ...removed];
}

function restart(workload: Workload | undefined): Pick<Change, 'causes' | 'pods'> {
  if (workload?.pods !== 'restart') return { causes: [], pods: null };
  return { causes: workload.values, pods: workload.after?.replicas ?? null };
}

function title({ kind, name }: ObjectName): string {
  return `${kind} ${name}`;
}

function key({ kind, namespace, name }: ObjectName): string {
  return `${kind}/${namespace}/${name}`;
}

/** Such as `1 refused` and `2 restart`. */
export function briefly(changes: readonly Change[]): { text: string; effect: Effect }[] {
  const words: Record<Effect, [string, string]> = {
    refused: ['refused', 'refused'],
    restarts: ['restarts', 'restart'],
    changed: ['in place', 'in place'],
    new: ['new', 'new'],
    removed: ['removed', 'removed'],
  };
  return EFFECTS.flatMap(({ effect }) => {
    const count = changes.filter((change) => change.effect === effect).length;
    return count ? [{ effect, text: `${count} ${words[effect][count === 1 ? 0 : 1]}` }] : [];
  });
}

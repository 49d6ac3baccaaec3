// The picture in words, for people who do not see it.

import type { NodeGroup } from '../core/types';
import { devicesOf, sumsOf } from '../review/totals';
import type { Facts, Link, Part } from './facts';

const NOUNS: Record<Part['kind'], string> = { entrance: 'Entrance', component: 'Component', pool: 'Pool', storage: '' };

const BACKWARD: Record<Link['how'], string> = {
  'leads to': 'reached from',
  'talks to': 'called by',
  reads: 'read by',
  mounts: 'mounted by',
};

/** A part with everything that it is connected to. */
export function sentence(part: Part, { parts, links }: Facts): string {
  const names = new Map(parts.map(({ title, name }) => [title, name]));
  const joined = (how: string, titles: string[]) =>
    titles.length ? [`${how} ${titles.map((title) => names.get(title) ?? title).join(', ')}`] : [];
  const hows = Object.keys(BACKWARD) as Link['how'][];
  const connected = hows.flatMap((how) => [
    ...joined(how, links.filter((link) => link.how === how && link.from === part.title).map(({ to }) => to)),
    ...joined(BACKWARD[how], links.filter((link) => link.how === how && link.to === part.title).map(({ from }) => from)),
  ]);
  return [`${NOUNS[part.kind]} ${part.name} (${part.detail})`.trim(), ...connected].join('; ');
}

/** What the pods with one node selector request. */
export function nodeSentence(group: NodeGroup): string {
  const { pods, totals } = group;
  const { sums, without } = sumsOf(totals, 'requests');
  const amounts = [...sums, ...(without.length ? [`no ${without.join(' or ')} request`] : []), ...devicesOf(totals)];
  return `${selectorText(group)}: ${pods} ${pods === 1 ? 'pod' : 'pods'}, ${amounts.join(', ')}`;
}

/** Such as `disk=ssd, zone=a`. */
export function selectorText({ selector }: NodeGroup): string {
  const pairs = Object.entries(selector).map(([label, value]) => `${label}=${value}`);
  return pairs.join(', ') || 'any node';
}

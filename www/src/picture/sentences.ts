// The picture in words, for people who do not see it.

import type { Facts, Link, NodeGroup, Part } from './facts';

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
export function nodeSentence({ selector, pods, requests, devices }: NodeGroup): string {
  const amounts = [`${requests.cpu} CPU`, `${requests.memory}${requests.memory === '–' ? ' memory' : ''}`, ...devices];
  return `${selector}: ${pods} ${pods === 1 ? 'pod' : 'pods'}, ${amounts.join(', ')}`;
}

// Where everything of the picture is. The colours are names of the page's own.

import type { Facts, Link, Part, PartKind } from './facts';
import { nodeSentence } from './sentences';

/** A colour of app.css. */
export type Colour = 'panel' | 'edge' | 'control' | 'ink' | 'ink-soft' | 'accent' | 'warning' | 'note' | 'changed';

export interface Box {
  readonly part: Part;
  /** Its column and its place in it. */
  readonly column: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: Colour;
  readonly texts: readonly Text[];
}

export interface Line {
  readonly link: Link;
  readonly path: string;
  /** The head of an arrow; empty if it has none. */
  readonly head: string;
  readonly colour: Colour;
  readonly dash: string;
}

export interface Text {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly colour: Colour;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly texts: readonly Text[];
}

/** What components and pools share is between them. */
const COLUMNS: readonly { kind: PartKind; heading: string; fill: Colour }[] = [
  { kind: 'entrance', heading: 'Entrances', fill: 'panel' },
  { kind: 'component', heading: 'Components', fill: 'panel' },
  { kind: 'storage', heading: 'Storage and Secrets', fill: 'panel' },
  { kind: 'pool', heading: 'Pools', fill: 'changed' },
];

const LOOKS: Record<Link['how'], { colour: Colour; dash: string; hasHead: boolean }> = {
  'leads to': { colour: 'ink-soft', dash: '', hasHead: true },
  'talks to': { colour: 'accent', dash: '', hasHead: true },
  mounts: { colour: 'note', dash: '', hasHead: false },
  reads: { colour: 'warning', dash: '5 3', hasHead: false },
};

const WIDTH = 148;
const GAP = 52;
const MARGIN = 12;
const HEIGHT = 44;
/** What the largest pool has in addition. */
const GROWTH = 48;
const SPACE = 12;
const HEADING = 28;
const ROW = 18;
const MOST_CHARACTERS = 17;
const MOST_SMALL_CHARACTERS = 22;

/** The picture of the facts. */
export function scene(facts: Facts): Scene {
  const columns = COLUMNS.map((column) => ({ ...column, parts: facts.parts.filter(({ kind }) => kind === column.kind) }))
    .filter(({ parts }) => parts.length);
  const largest = Math.max(1, ...facts.parts.map(({ kind, size }) => (kind === 'pool' ? size : 0)));
  const texts: Text[] = [];
  const boxes: Box[] = [];
  let bottom = HEADING;
  columns.forEach(({ kind, heading, parts, fill }, column) => {
    const x = MARGIN + column * (WIDTH + GAP);
    texts.push({ x, y: MARGIN + 10, text: heading, size: 12, weight: 600, colour: 'ink-soft' });
    // The lines between pools and components pass above what is between them.
    let y = MARGIN + HEADING - 8 + (kind === 'storage' ? HEIGHT + SPACE : 0);
    parts.forEach((part, row) => {
      const height = HEIGHT + (part.kind === 'pool' ? GROWTH * (part.size / largest) : 0);
      boxes.push({ part, column, row, x, y, width: WIDTH, height, fill, texts: textsOf(part, x, y) });
      y += height + SPACE;
    });
    bottom = Math.max(bottom, y);
  });
  const width = MARGIN * 2 + columns.length * WIDTH + Math.max(0, columns.length - 1) * GAP;
  const rows = ['Requests for each node selector', ...facts.nodes.map(nodeSentence)];
  rows.forEach((text, row) => {
    const isHeading = row === 0;
    const colour = isHeading ? 'ink-soft' : 'ink';
    texts.push({ x: MARGIN, y: bottom + 16 + row * ROW, text, size: 12, weight: isHeading ? 600 : 400, colour });
  });
  const widest = Math.max(width, ...rows.map((text) => MARGIN * 2 + text.length * 7));
  return { width: widest, height: bottom + 16 + rows.length * ROW, boxes, lines: lines(facts, boxes), texts };
}

function textsOf({ name, detail }: Part, x: number, y: number): Text[] {
  const inset = x + 10;
  return [
    { x: inset, y: y + 19, text: shortened(name, MOST_CHARACTERS), size: 12, weight: 600, colour: 'ink' },
    { x: inset, y: y + 35, text: shortened(detail, MOST_SMALL_CHARACTERS), size: 11, weight: 400, colour: 'ink-soft' },
  ];
}

/** The end of a name tells more than its middle. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = (most - 1) >> 1;
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

function lines({ links }: Facts, boxes: readonly Box[]): Line[] {
  const byTitle = new Map(boxes.map((box) => [box.part.title, box]));
  return links.flatMap((link) => {
    const from = byTitle.get(link.from);
    const to = byTitle.get(link.to);
    if (!from || !to) return [];
    const { colour, dash, hasHead } = LOOKS[link.how];
    return [{ link, colour, dash, ...course(from, to, hasHead) }];
  });
}

/**
 * A curve that leaves and reaches the boxes sideways. Within a column it is a bow at their right. It crosses other
 * columns as a straight line.
 */
function course(from: Box, to: Box, hasHead: boolean): { path: string; head: string } {
  const toRight = to.column >= from.column;
  const entersLeft = to.column > from.column;
  const y1 = from.y + from.height / 2;
  const y2 = to.y + to.height / 2;
  const x1 = toRight ? from.x + from.width : from.x;
  const x2 = entersLeft ? to.x : to.x + to.width;
  const isBow = from.column === to.column;
  const isFar = Math.abs(to.column - from.column) > 1;
  const crossed = x1 + (toRight ? GAP : -GAP);
  const end = isFar ? crossed : x2;
  const bend = GAP * (isBow ? 0.7 : 0.5);
  const middle = `${toRight ? x1 + bend : x1 - bend} ${y1} ${entersLeft ? end - bend : end + bend} ${y2}`;
  const path = `M${x1} ${y1}C${middle} ${end} ${y2}${isFar ? `H${x2}` : ''}`;
  const back = entersLeft ? -8 : 8;
  return { path, head: hasHead ? `M${x2} ${y2}l${back} -4v8z` : '' };
}

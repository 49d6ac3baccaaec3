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
  /** Whether it is at the right of the last column. */
  readonly isOutermost: boolean;
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

const GROUPS: Record<PartKind, { heading: string; fill: Colour }> = {
  entrance: { heading: 'Entrances', fill: 'panel' },
  component: { heading: 'Components', fill: 'panel' },
  storage: { heading: 'Storage and Secrets', fill: 'panel' },
  pool: { heading: 'Pools', fill: 'changed' },
};

/** The groups in each column, from left to right. */
type Columns = readonly (readonly PartKind[])[];

/** What components and pools share is between them. */
export const WIDE: Columns = [['entrance'], ['component'], ['storage'], ['pool']];
/** For a narrow pane. */
export const NARROW: Columns = [
  ['entrance', 'component'],
  ['pool', 'storage'],
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
/** What a bow at the right of the last column needs besides the margin. */
const BOW = 20;
const HEIGHT = 44;
/** What the largest pool has in addition. */
const GROWTH = 48;
const SPACE = 12;
const HEADING = 28;
const ROW = 18;
/** The width of most characters of a row, at the most. */
const CHARACTER = 7;
const MOST_CHARACTERS = 17;
const MOST_SMALL_CHARACTERS = 22;

/** The picture of the facts. */
export function scene(facts: Facts, wanted = WIDE): Scene {
  const partsOf = (group: PartKind) => facts.parts.filter(({ kind }) => kind === group);
  const columns = wanted
    .map((groups) => groups.map((kind) => ({ kind, parts: partsOf(kind) })).filter(({ parts }) => parts.length))
    .filter((groups) => groups.length);
  const largest = Math.max(1, ...partsOf('pool').map(({ size }) => size));
  const texts: Text[] = [];
  const boxes: Box[] = [];
  let bottom = HEADING;
  columns.forEach((groups, column) => {
    const x = MARGIN + column * (WIDTH + GAP);
    let y = MARGIN;
    let row = 0;
    for (const { kind, parts } of groups) {
      const { heading, fill } = GROUPS[kind];
      texts.push({ x, y: y + 10, text: heading, size: 12, weight: 600, colour: 'ink-soft' });
      // The lines between pools and components pass above what is between them.
      y += HEADING - 8 + (kind === 'storage' && groups.length === 1 ? HEIGHT + SPACE : 0);
      for (const part of parts) {
        const height = HEIGHT + (kind === 'pool' ? GROWTH * (part.size / largest) : 0);
        boxes.push({ part, column, row, x, y, width: WIDTH, height, fill, texts: textsOf(part, x, y) });
        y += height + SPACE;
        row++;
      }
      bottom = Math.max(bottom, y);
      y += SPACE;
    }
  });
  const width = MARGIN * 2 + columns.length * WIDTH + Math.max(0, columns.length - 1) * GAP;
  let y = bottom + 16;
  const write = (text: string, indent: number, weight: number, colour: Colour) => {
    texts.push({ x: MARGIN + indent, y, text, size: 12, weight, colour });
    y += ROW;
  };
  write('Requests for each node selector', 0, 600, 'ink-soft');
  for (const group of facts.nodes) {
    // One that goes on is indented.
    wrapped(nodeSentence(group), Math.floor((width - MARGIN * 3) / CHARACTER)).forEach((line, index) => {
      write(line, index ? MARGIN : 0, 400, 'ink');
    });
  }
  const drawn = lines(facts, boxes);
  const bowed = drawn.some(({ isOutermost }) => isOutermost) ? BOW : 0;
  return { width: width + bowed, height: y, boxes, lines: drawn, texts };
}

/** The lines of a text, which end between words where they can. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most);
    const end = space > 0 ? space : most;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
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
  const last = Math.max(...boxes.map(({ column }) => column));
  return links.flatMap((link) => {
    const from = byTitle.get(link.from);
    const to = byTitle.get(link.to);
    if (!from || !to) return [];
    const { colour, dash, hasHead } = LOOKS[link.how];
    const isOutermost = from.column === last && to.column === last;
    return [{ link, colour, dash, isOutermost, ...course(from, to, hasHead) }];
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

// The picture as a file: drawn from the same scene, without the styles of the page.

import type { Colour, Scene, Text } from './scene';

/** Browsers refuse larger canvases. */
const MOST_PX = 16_000;

const FONT = 'system-ui, sans-serif';

/** The colour as it is now: light or dark. */
function colourOf(name: Colour): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function textElement({ x, y, text, size, weight, colour }: Text): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${colourOf(colour)}">${escaped(text)}</text>`;
}

/** An SVG file. */
export function svgFile({ width, height, boxes, lines, texts }: Scene): Blob {
  const [edge, panel] = [colourOf('control'), colourOf('panel')];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
    `<rect width="${width}" height="${height}" fill="${panel}"/>`,
    ...lines.map(({ path, head, colour, dash }) => {
      const stroke = colourOf(colour);
      const drawn = `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="1.5" stroke-dasharray="${dash || 'none'}"/>`;
      return head ? `${drawn}<path d="${head}" fill="${stroke}"/>` : drawn;
    }),
    ...boxes.map(({ x, y, width, height, fill, texts }) => {
      const rect = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${colourOf(fill)}" stroke="${edge}"/>`;
      return rect + texts.map(textElement).join('');
    }),
    ...texts.map(textElement),
    '</svg>',
  ];
  return new Blob([parts.join('\n')], { type: 'image/svg+xml' });
}

/** A PNG file. It is drawn here, because the policy of the page loads no image that was made in it. */
export function pngFile(scene: Scene): Promise<Blob> {
  const scale = Math.min(2, MOST_PX / Math.max(scene.width, scene.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(scene.width * scale);
  canvas.height = Math.ceil(scene.height * scale);
  const context = canvas.getContext('2d');
  if (!context) return Promise.reject(new Error('this browser cannot draw'));
  context.scale(scale, scale);
  draw(context, scene);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('this browser cannot make a PNG file'))), 'image/png'),
  );
}

function draw(context: CanvasRenderingContext2D, { width, height, boxes, lines, texts }: Scene): void {
  context.fillStyle = colourOf('panel');
  context.fillRect(0, 0, width, height);
  context.lineWidth = 1.5;
  for (const { path, head, colour, dash } of lines) {
    context.strokeStyle = context.fillStyle = colourOf(colour);
    context.setLineDash(dash.split(' ').filter(Boolean).map(Number));
    context.stroke(new Path2D(path));
    context.fill(new Path2D(head));
  }
  context.setLineDash([]);
  context.lineWidth = 1;
  for (const box of boxes) {
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 8);
    context.fillStyle = colourOf(box.fill);
    context.strokeStyle = colourOf('control');
    context.fill();
    context.stroke();
  }
  for (const { x, y, text, size, weight, colour } of [...texts, ...boxes.flatMap((box) => box.texts)]) {
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = colourOf(colour);
    context.fillText(text, x, y);
  }
}

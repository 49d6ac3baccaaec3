// A zip archive of texts, stored without compression: values and manifests are small.

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** 1980-01-01, the first day of the format: the same files give the same archive. */
const DATE = 0x21;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A little-endian number. */
type Field = [value: number, bytes: 2 | 4];

function record(...numbers: readonly Field[]): Uint8Array<ArrayBuffer> {
  const size = numbers.reduce((sum, [, bytes]) => sum + bytes, 0);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  for (const [value, bytes] of numbers) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** An archive of files by name. */
export function zip(files: readonly { readonly name: string; readonly text: string }[]): Blob {
  const encoder = new TextEncoder();
  const body: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const file of files) {
    const name = encoder.encode(file.name);
    const content = encoder.encode(file.text);
    const crc = crc32(content);
    const common: Field[] = [
      ...([[UTF8, 2], [0, 2], [0, 2], [DATE, 2], [crc, 4]] satisfies Field[]),
      ...([[content.length, 4], [content.length, 4], [name.length, 2], [0, 2]] satisfies Field[]),
    ];
    const local = record([LOCAL, 4], [VERSION, 2], ...common);
    body.push(local, name, content);
    directory.push(
      record([CENTRAL, 4], [VERSION, 2], [VERSION, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]),
      name,
    );
    offset += local.length + name.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record([END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2]);
  return new Blob([...body, ...directory, end], { type: 'application/zip' });
}

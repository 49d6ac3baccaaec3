// Converts the core's byte offsets to offsets in a JavaScript string.

const ASCII = /^[\x00-\x7f]*$/;

/**
 * The UTF-16 offsets of UTF-8 byte offsets into `text`, in the order given.
 *
 * An offset inside a character becomes the start of the character; one after the text becomes the end of the text.
 */
export function utf16Offsets(text: string, bytes: readonly number[]): number[] {
  if (ASCII.test(text)) return bytes.map((byte) => Math.min(byte, text.length));

  const offsets = new Array<number>(bytes.length).fill(text.length);
  const ascending = bytes.map((byte, index) => ({ byte, index })).sort((a, b) => a.byte - b.byte);
  let next = 0;
  let byte = 0;
  for (let unit = 0; unit < text.length; ) {
    const character = text.codePointAt(unit) ?? 0;
    const end = byte + utf8Length(character);
    for (let wanted = ascending[next]; wanted && wanted.byte < end; wanted = ascending[++next]) {
      offsets[wanted.index] = unit;
    }
    byte = end;
    unit += character > 0xffff ? 2 : 1;
  }
  return offsets;
}

function utf8Length(character: number): number {
  if (character < 0x80) return 1;
  if (character < 0x800) return 2;
  return character < 0x10000 ? 3 : 4;
}

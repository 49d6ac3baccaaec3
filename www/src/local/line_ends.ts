// Line ends: the editor ends lines with LF, and a file keeps what it has.

/** The text for the editor. */
export function toEditor(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** A text of the editor for a file, whose text is now `old`. */
export function fromEditor(text: string, old: string): string {
  return isCrlf(old) ? text.replaceAll('\n', '\r\n') : text;
}

/** Whether every line ends with CRLF. */
function isCrlf(text: string): boolean {
  return text.includes('\n') && !/(?<!\r)\n/.test(text);
}

// Quotes words and texts for the shells in which people type the commands.

export type Shell = 'sh' | 'PowerShell';

const PLAIN = /^[\w@%+=:,./-]+$/;

/** One word of a command. */
export function word(text: string, shell: Shell): string {
  // PowerShell takes a comma, an at sign and a percent sign for its own.
  if (PLAIN.test(text) && !(shell === 'PowerShell' && /[@%,=]/.test(text))) return text;
  return shell === 'sh' ? `'${text.replaceAll("'", `'\\''`)}'` : `'${text.replaceAll("'", "''")}'`;
}

/** A line that is in no text, to end a here-document. */
function delimiter(lines: readonly string[]): string {
  let name = 'VALUES';
  for (let number = 2; lines.includes(name); number++) name = `VALUES_${number}`;
  return name;
}

/** `command`, which reads `text` from stdin. Null if the shell cannot write such a text. */
export function withInput(command: string, text: string, shell: Shell): string | null {
  const lines = text.replace(/\n$/, '').split('\n');
  if (shell === 'sh') {
    const end = delimiter(lines);
    const [first = '', ...rest] = command.split('\n');
    return [`${first} <<'${end}'`, ...lines, end, ...rest].join('\n');
  }
  if (lines.some((line) => line.startsWith("'@"))) return null;
  // Windows PowerShell would send anything but ASCII as question marks.
  return ['$OutputEncoding = [System.Text.UTF8Encoding]::new($false)', "@'", ...lines, `'@ | ${command}`].join('\n');
}

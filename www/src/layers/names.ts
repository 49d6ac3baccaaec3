// Names of values files: each is a file on every system, and one word of a command.

/** Helm takes a comma for the start of the next file, and a colon can be that of an address. */
const FORBIDDEN = /[\x00-\x1f\x7f/\\:*?"<>|,]/g;

/** A name that a file can have, from a name or a path. */
export function fileName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  return last.replace(FORBIDDEN, '-').trim().replace(/^[-.]+$/, '') || 'values.yaml';
}

/** Why a file cannot have this name; empty if it can. */
export function trouble(name: string, isTaken: (name: string) => boolean): string {
  if (!name) return 'type a name';
  if (fileName(name) !== name) return 'a file cannot have this name';
  return isTaken(name) ? 'another file has this name' : '';
}

/** A name like this one that no file has: `values.yaml`, `values-2.yaml`. */
export function freeFileName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const [, stem = '', ending = ''] = /^(.+?)(\.[^.]+)?$/.exec(name) ?? [];
  for (let number = 2; ; number++) if (!isTaken(`${stem}-${number}${ending}`)) return `${stem}-${number}${ending}`;
}

/** Names of files by their paths: the last part of each, or the whole path where others end alike. */
export function distinctNames(paths: readonly string[]): string[] {
  const last = paths.map(fileName);
  const names: string[] = [];
  for (const [index, path] of paths.entries()) {
    const name = last[index] ?? '';
    const isAlone = last.indexOf(name) === last.lastIndexOf(name);
    const long = isAlone ? name : fileName(path.replaceAll(/[/\\]+/g, '-').replace(/^[-.]+/, ''));
    names.push(freeFileName(long, (name) => names.includes(name)));
  }
  return names;
}

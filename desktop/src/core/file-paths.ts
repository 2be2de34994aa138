// Where an entry is, as its path tells: `/owner/directory/name`.

/** The directory that it is in; null for the root of a tree. */
export function parentOf(path: string): string | null {
  const at = path.lastIndexOf("/");
  return at > 0 ? path.slice(0, at) : null;
}

export const join = (directory: string, name: string): string => `${directory}/${name}`;

export const isTrash = (path: string): boolean => /^\/[^/]+\/Trash$/.test(path);

/** The name, or the first of `name (1).txt`, `name (2).txt`, … that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const { stem = name, extension = "" } = /^(?<stem>.+?)(?: \(\d+\))?(?<extension>\.[^.\s]+)?$/.exec(name)?.groups ?? {};
  let free = name;
  for (let number = 1; taken.has(free); number += 1) free = `${stem} (${number})${extension}`;
  return free;
}

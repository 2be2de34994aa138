// Where an entry is, as its path tells: `/owner/directory/name`.

/** The directory that it is in; null for the root of a tree. */
export function parentOf(path: string): string | null {
  const at = path.lastIndexOf("/");
  return at > 0 ? path.slice(0, at) : null;
}

export const join = (directory: string, name: string): string => `${directory}/${name}`;

export const isTrash = (path: string): boolean => /^\/[^/]+\/Trash$/.test(path);

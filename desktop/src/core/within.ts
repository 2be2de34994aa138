// Paths that lie in one another, and what stands before what in a list of a directory.

/** Whether a path is that directory, or lies in it at any depth. */
export function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

/** For sorting: what is a directory stands before what is none. */
export const directoriesFirst = (one: boolean, other: boolean): number => Number(other) - Number(one);

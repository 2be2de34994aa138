// What a file in a machine is called in the desktop: `machine:` with the machine's id, and its path in there. The root is the id alone, so that paths are
// joined and cut as those of the house are.

const MARK = "machine:";

/** `machine`: its id, which never has a slash. */
export const machineRef = (machine: string, path: string): string => `${MARK}${machine}${path}`;

export const machineRoot = (machine: string): string => `${MARK}${machine}`;

/** The machine's id in a ref; null: it is no ref of a file in a machine. */
export function machineIn(ref: string): string | null {
  return ref.startsWith(MARK) ? (ref.slice(MARK.length).split("/", 1)[0] ?? "") : null;
}

/** The path in the machine. */
export function pathIn(ref: string): string {
  const at = ref.indexOf("/");
  return at < 0 ? "/" : ref.slice(at);
}

/** The path of what lies in a directory. */
export const within = (directory: string, name: string): string => (directory === "/" ? `/${name}` : `${directory}/${name}`);

/** The directory that a path lies in; null for the root. */
export function outside(path: string): string | null {
  return path === "/" ? null : path.slice(0, path.lastIndexOf("/")) || "/";
}

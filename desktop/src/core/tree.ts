// A tree that is opened branch by branch, as the lines that are shown of it, and what keys do in it (the tree pattern of ARIA's authoring practices).

export interface Branch {
  readonly ref: string;
  readonly name: string;
  readonly directory: boolean;
}

export interface Line extends Branch {
  readonly level: number; // from 1
  readonly open: boolean; // of a directory
  readonly position: number; // among its siblings, from 1
  readonly of: number;
}

/** What a key asks for, of the line with this ref. */
export type Step = { readonly to: "focus" | "open" | "close" | "enter"; readonly ref: string };

/** `held`: what is known of what directories hold. */
export function linesOf(root: string, held: ReadonlyMap<string, readonly Branch[]>, open: ReadonlySet<string>, level = 1): readonly Line[] {
  const branches = held.get(root) ?? [];
  return branches.flatMap((branch, at) => {
    const isOpen = branch.directory && open.has(branch.ref);
    const line: Line = { ...branch, level, open: isOpen, position: at + 1, of: branches.length };
    return isOpen ? [line, ...linesOf(branch.ref, held, open, level + 1)] : [line];
  });
}

/** null: the key means nothing here. */
export function stepOf(lines: readonly Line[], focus: string | null, key: string): Step | null {
  const at = lines.findIndex((line) => line.ref === focus);
  const line = lines[at];
  const go = (to: number): Step | null => {
    const next = lines[Math.min(Math.max(to, 0), lines.length - 1)];
    return next ? { to: "focus", ref: next.ref } : null;
  };
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(lines.length - 1);
    case "ArrowRight":
      if (!line?.directory) return null;
      return line.open ? inwards(lines, at) : { to: "open", ref: line.ref };
    case "ArrowLeft":
      return line?.open ? { to: "close", ref: line.ref } : outwards(lines, at);
    case "Enter":
    case " ":
      return line ? { to: line.directory ? (line.open ? "close" : "open") : "enter", ref: line.ref } : null;
    default:
      return lettered(lines, at, key);
  }
}

function inwards(lines: readonly Line[], at: number): Step | null {
  const [line, next] = [lines[at], lines[at + 1]];
  return line && next && next.level > line.level ? { to: "focus", ref: next.ref } : null;
}

function outwards(lines: readonly Line[], at: number): Step | null {
  const level = lines[at]?.level ?? 1;
  const parent = lines.slice(0, Math.max(at, 0)).findLast((line) => line.level < level);
  return parent ? { to: "focus", ref: parent.ref } : null;
}

/** The next line whose name begins with the letter. */
function lettered(lines: readonly Line[], at: number, key: string): Step | null {
  if (key.length !== 1) return null;
  const turned = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
  const found = turned.find((line) => line.name.toLowerCase().startsWith(key.toLowerCase()));
  return found ? { to: "focus", ref: found.ref } : null;
}

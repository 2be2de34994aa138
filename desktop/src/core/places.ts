// Reading a desk that was written down earlier. What is stored may be old or damaged, so nothing in it is believed unseen.

import type { Rect, Size } from "./geometry";
import { isSnap } from "./snaps";
import { EMPTY_DESK, type AppState, type Desk, type WindowState, type Workspace } from "./windows";
import { LONGEST_NAME, MOST_WORKSPACES } from "./workspaces";

const VERSION = 1;
const MOST_WINDOWS = 50;
const NOWHERE: Size = { width: 0, height: 0 }; // no screen: the window is fitted into whichever there is

export function writeDesk(desk: Desk): string {
  return JSON.stringify({ version: VERSION, ...desk });
}

/** The desk in this text; windows of unknown apps and anything malformed are left out. */
export function readDesk(text: string | null, apps: Pick<ReadonlySet<string>, "has">): Desk {
  const stored = parse(text);
  if (!isRecord(stored) || stored["version"] !== VERSION || !Array.isArray(stored["windows"])) return EMPTY_DESK;
  const workspaces = readWorkspaces(stored["workspaces"]);
  const current = readChoice(stored["current"], workspaces);
  const windows = new Map<number, WindowState>();
  for (const item of stored["windows"].slice(0, MOST_WINDOWS)) {
    const window = readWindow(item, workspaces);
    if (window && apps.has(window.app)) windows.set(window.id, window);
  }
  return { windows: [...windows.values()], nextId: Math.max(0, ...windows.keys()) + 1, workspaces, current };
}

/** Desks were written down before there were workspaces: then there is one. */
function readWorkspaces(items: unknown): readonly Workspace[] {
  const workspaces = new Map<number, Workspace>();
  for (const item of Array.isArray(items) ? items.slice(0, MOST_WORKSPACES) : []) {
    if (isRecord(item) && isWhole(item["id"])) workspaces.set(item["id"], { id: item["id"], name: typeof item["name"] === "string" ? item["name"].slice(0, LONGEST_NAME) : "" });
  }
  return workspaces.size > 0 ? [...workspaces.values()] : EMPTY_DESK.workspaces;
}

function readChoice(id: unknown, workspaces: readonly Workspace[]): number {
  return (workspaces.find((workspace) => workspace.id === id) ?? workspaces[0] ?? { id: EMPTY_DESK.current }).id;
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function readWindow(item: unknown, workspaces: readonly Workspace[]): WindowState | null {
  if (!isRecord(item)) return null;
  const { id, app, title, snap, minimised, onTop, workspace, state } = item;
  const rect = readRect(item["rect"]);
  if (!isWhole(id) || typeof app !== "string" || typeof title !== "string" || !rect) return null;
  return {
    id,
    app,
    title,
    rect,
    screen: readSize(item["screen"]) ?? NOWHERE,
    snap: isSnap(snap) ? snap : null,
    minimised: minimised === true,
    onTop: onTop === true,
    workspace: workspace === null ? null : readChoice(workspace, workspaces),
    state: isRecord(state) ? state : {},
  };
}

function readRect(item: unknown): Rect | null {
  const size = readSize(item);
  if (!size || !isRecord(item)) return null;
  const { x, y } = item;
  return isWhole(x) && isWhole(y) ? { x, y, ...size } : null;
}

function readSize(item: unknown): Size | null {
  if (!isRecord(item)) return null;
  const { width, height } = item;
  return isWhole(width) && isWhole(height) ? { width, height } : null;
}

function isRecord(item: unknown): item is AppState {
  return typeof item === "object" && item !== null && !Array.isArray(item);
}

function isWhole(item: unknown): item is number {
  return typeof item === "number" && Number.isSafeInteger(item);
}

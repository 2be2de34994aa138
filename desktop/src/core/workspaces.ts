// The workspaces of a desk: screens of windows side by side, of which one is looked at. There is always one. Removing one closes nothing.

import { changeWindow, find, focusWindow, isOn, raiseWindow, type Desk, type Workspace } from "./windows";

export const MOST_WORKSPACES = 6; // as many as are told apart at a glance
export const LONGEST_NAME = 40;

const placeOf = (desk: Desk, id: number): number => desk.workspaces.findIndex((workspace) => workspace.id === id);

export const mayAdd = (desk: Desk): boolean => desk.workspaces.length < MOST_WORKSPACES;

/** At the end; the same desk when there are enough. Ids of those that are there are never used again. */
export function addWorkspace(desk: Desk): Desk {
  if (!mayAdd(desk)) return desk;
  const id = Math.max(...desk.workspaces.map((workspace) => workspace.id)) + 1;
  return { ...desk, workspaces: [...desk.workspaces, { id, name: "" }] };
}

/** Its windows go to the one before it, or to the one after the first. The last one stays. */
export function removeWorkspace(desk: Desk, id: number): Desk {
  const at = placeOf(desk, id);
  const heir = desk.workspaces[at - 1] ?? desk.workspaces[at + 1];
  if (at < 0 || !heir) return desk;
  return {
    ...desk,
    windows: desk.windows.map((window) => (window.workspace === id ? { ...window, workspace: heir.id } : window)),
    workspaces: desk.workspaces.filter((workspace) => workspace.id !== id),
    current: desk.current === id ? heir.id : desk.current,
  };
}

/** Without a name it is called by its place. */
export function renameWorkspace(desk: Desk, id: number, name: string): Desk {
  const kept = name.trim().slice(0, LONGEST_NAME);
  return { ...desk, workspaces: desk.workspaces.map((workspace) => (workspace.id === id ? { ...workspace, name: kept } : workspace)) };
}

export function showWorkspace(desk: Desk, id: number): Desk {
  return desk.current === id || placeOf(desk, id) < 0 ? desk : { ...desk, current: id };
}

/** To the place of another one, which makes room. */
export function placeWorkspace(desk: Desk, id: number, at: number): Desk {
  const from = placeOf(desk, id);
  const moved = desk.workspaces[from];
  const to = Math.max(0, Math.min(desk.workspaces.length - 1, at));
  if (!moved || to === from) return desk;
  const others = desk.workspaces.filter((workspace) => workspace.id !== id);
  return { ...desk, workspaces: [...others.slice(0, to), moved, ...others.slice(to)] };
}

/** The one after (1) or before (-1) the one that is looked at; there is none beyond the ends. */
export function workspaceBeside(desk: Desk, step: 1 | -1): Workspace | undefined {
  return desk.workspaces[placeOf(desk, desk.current) + step];
}

/** In front of what is there already; null: onto all. */
export function moveToWorkspace(desk: Desk, id: number, to: number | null): Desk {
  const window = find(desk, id);
  if (!window || window.workspace === to || (to !== null && placeOf(desk, to) < 0)) return desk;
  return changeWindow(raiseWindow(desk, id), id, { workspace: to });
}

/** Go one workspace on or back together with a window. Beyond the last one is a new one, unless the window would leave nothing behind. */
export function takeAlong(desk: Desk, id: number, step: 1 | -1): Desk {
  const grown = step === 1 && !workspaceBeside(desk, 1) && !isAlone(desk, id) ? addWorkspace(desk) : desk;
  const to = workspaceBeside(grown, step);
  return to && find(desk, id)?.workspace !== null ? focusWindow(moveToWorkspace(grown, id, to.id), id) : desk;
}

function isAlone(desk: Desk, id: number): boolean {
  return desk.windows.every((window) => window.id === id || window.workspace !== desk.current);
}

export function windowsOn(desk: Desk, id: number): number {
  return desk.windows.filter((window) => isOn(window, id)).length;
}

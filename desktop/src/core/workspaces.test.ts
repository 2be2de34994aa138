import { describe, expect, it } from "vitest";
import * as windows from "./windows";
import * as workspaces from "./workspaces";

const screen = { width: 1000, height: 700 };

/** A desk with a window on each workspace, of the ids 1, 2, …; the last one is looked at. */
function deskOf(count: number): windows.Desk {
  const open = (desk: windows.Desk): windows.Desk => windows.openWindow(desk, { app: "files", title: "", size: { width: 400, height: 300 } }, screen);
  let desk = open(windows.EMPTY_DESK);
  for (let id = 2; id <= count; id += 1) desk = open(workspaces.showWorkspace(workspaces.addWorkspace(desk), id));
  return desk;
}

const places = (desk: windows.Desk): readonly (number | null)[] => windows.inOpeningOrder(desk.windows).map((window) => window.workspace);
const ids = (desk: windows.Desk): readonly number[] => desk.workspaces.map((workspace) => workspace.id);

describe("workspaces", () => {
  it("have their own windows: one in front, those that are switched between, those that go when the desktop is shown", () => {
    const desk = workspaces.moveToWorkspace(deskOf(2), 1, 2);
    expect(places(desk)).toEqual([2, 2]);
    const there = workspaces.showWorkspace(desk, 1);
    expect(windows.focused(there)).toBeUndefined();
    expect(windows.neighbour(there, 1)).toBeUndefined();
    expect(windows.minimiseAll(there).windows.every((window) => !window.minimised)).toBe(true);
    expect(windows.focused(desk)?.id).toBe(1); // what came last is in front
  });

  it.each([
    [1, 2, [2, 3, 1]],
    [3, 0, [3, 1, 2]],
    [2, 9, [1, 3, 2]],
    [1, -1, [1, 2, 3]],
    [7, 0, [1, 2, 3]],
  ])("are put in another order: %i to place %i", (id, at, order) => {
    const desk = workspaces.placeWorkspace(deskOf(3), id, at);
    expect(ids(desk)).toEqual(order);
    expect([desk.current, places(desk)]).toEqual([3, [1, 2, 3]]); // which window is where stays
  });

  it("are all one where there is room for one", () => {
    const view = { windows: deskOf(3).windows, current: null };
    expect(windows.seen(view)).toHaveLength(3);
    expect(windows.minimiseAll(deskOf(3), view).windows.every((window) => window.minimised)).toBe(true);
  });

  it("share a window that is on all of them", () => {
    const desk = workspaces.moveToWorkspace(deskOf(3), 1, null);
    for (const id of [1, 2, 3]) expect(windows.seen(workspaces.showWorkspace(desk, id)).map((window) => window.id)).toContain(1);
    expect(windows.focusWindow(desk, 1).current).toBe(3); // it is here
  });

  it("are gone to with the window that is focused there", () => {
    const desk = windows.focusWindow(windows.minimiseWindow(deskOf(2), 1), 1);
    expect([desk.current, windows.focused(desk)?.id]).toEqual([1, 1]);
  });

  it("leave their windows to the one before, or the one after the first, and the last one stays", () => {
    const desk = deskOf(3);
    expect(places(workspaces.removeWorkspace(desk, 3))).toEqual([1, 2, 2]);
    expect(workspaces.removeWorkspace(desk, 3).current).toBe(2);
    expect(places(workspaces.removeWorkspace(desk, 1))).toEqual([2, 2, 3]);
    expect(workspaces.removeWorkspace(desk, 1).current).toBe(3);
    expect(workspaces.removeWorkspace(deskOf(1), 1)).toEqual(deskOf(1));
    expect(workspaces.removeWorkspace(desk, 7)).toBe(desk);
  });

  it("are not more than can be told apart", () => {
    const most = deskOf(workspaces.MOST_WORKSPACES);
    expect(workspaces.mayAdd(most)).toBe(false);
    expect(workspaces.addWorkspace(most)).toBe(most);
    const gap = workspaces.addWorkspace(workspaces.removeWorkspace(most, 2));
    expect(new Set(ids(gap)).size).toBe(workspaces.MOST_WORKSPACES);
  });

  it.each([
    ["  Music ", "Music"],
    [" ", ""],
    ["m".repeat(80), "m".repeat(workspaces.LONGEST_NAME)],
  ])("are named %j as %j", (typed, name) => {
    expect(workspaces.renameWorkspace(deskOf(2), 2, typed).workspaces).toEqual([{ id: 1, name: "" }, { id: 2, name }]);
  });

  it("end at both sides", () => {
    expect(workspaces.workspaceBeside(deskOf(2), 1)).toBeUndefined();
    expect(workspaces.workspaceBeside(deskOf(2), -1)?.id).toBe(1);
    expect(workspaces.workspaceBeside(workspaces.showWorkspace(deskOf(2), 1), -1)).toBeUndefined();
  });

  it("take no window that is there, from nowhere or to nowhere", () => {
    const desk = deskOf(2);
    expect(workspaces.moveToWorkspace(desk, 2, 2)).toBe(desk);
    expect(workspaces.moveToWorkspace(desk, 9, 1)).toBe(desk);
    expect(workspaces.moveToWorkspace(desk, 2, 9)).toBe(desk);
  });
});

describe("taking a window along", () => {
  it("goes where it goes, in front", () => {
    const desk = workspaces.takeAlong(deskOf(2), 2, -1);
    expect([desk.current, places(desk), windows.focused(desk)?.id]).toEqual([1, [1, 1], 2]);
  });

  it("makes a workspace beyond the last one, if it leaves something behind", () => {
    const two = workspaces.moveToWorkspace(deskOf(2), 1, 2);
    const desk = workspaces.takeAlong(two, 2, 1);
    expect([desk.current, places(desk), ids(desk)]).toEqual([3, [2, 3], [1, 2, 3]]);
    expect(workspaces.takeAlong(desk, 2, 1)).toBe(desk);
  });

  it("leaves the one that is on all of them, and stops at the first", () => {
    const everywhere = workspaces.moveToWorkspace(deskOf(2), 2, null);
    expect(workspaces.takeAlong(everywhere, 2, -1)).toBe(everywhere);
    const first = deskOf(1);
    expect(workspaces.takeAlong(first, 1, -1)).toBe(first);
  });
});

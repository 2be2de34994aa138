import { describe, expect, it } from "vitest";
import * as windows from "./windows";

const screen = { width: 1000, height: 700 };
const size = { width: 400, height: 300 };

function deskOf(...apps: string[]): windows.Desk {
  return apps.reduce((desk, app) => windows.openWindow(desk, { app, title: app, size }, screen), windows.EMPTY_DESK);
}

describe("a desk", () => {
  it("focuses what was opened last", () => {
    expect(windows.focused(deskOf("one", "two"))?.app).toBe("two");
  });

  it("raises what is focused and leaves the others as they are", () => {
    const before = deskOf("one", "two", "three");
    const after = windows.focusWindow(before, 1);
    expect(after.windows.map((window) => window.id)).toEqual([2, 3, 1]);
    expect(after.windows[0]).toBe(before.windows[1]);
  });

  it("is the same desk when the focused window is focused again", () => {
    const desk = deskOf("one", "two");
    expect(windows.focusWindow(desk, 2)).toBe(desk);
  });

  it("gives focus to the next one when one is minimised or closed", () => {
    const desk = deskOf("one", "two");
    expect(windows.focused(windows.minimiseWindow(desk, 2))?.id).toBe(1);
    expect(windows.focused(windows.closeWindow(desk, 2))?.id).toBe(1);
    expect(windows.focused(windows.minimiseAll(desk))).toBeUndefined();
  });

  it("brings a minimised window back when it is focused", () => {
    const desk = windows.focusWindow(windows.minimiseAll(deskOf("one", "two")), 1);
    expect(windows.focused(desk)?.id).toBe(1);
  });

  it("never uses an id twice", () => {
    const desk = windows.openWindow(windows.closeWindow(deskOf("one", "two"), 2), { app: "x", title: "x", size }, screen);
    expect(desk.windows.map((window) => window.id)).toEqual([1, 3]);
  });

  it("switches round in opening order", () => {
    const desk = windows.focusWindow(deskOf("one", "two", "three"), 3);
    expect(windows.neighbour(desk, 1)?.id).toBe(1);
    expect(windows.neighbour(desk, -1)?.id).toBe(2);
    expect(windows.neighbour(windows.EMPTY_DESK, 1)).toBeUndefined();
  });

  it("snaps and comes back to the place it had", () => {
    const desk = deskOf("one");
    const snapped = windows.toggleSnap(desk, 1, "full");
    expect(windows.shownRect(snapped.windows[0]!, screen)).toEqual({ x: 0, y: 0, ...screen });
    const back = windows.toggleSnap(snapped, 1, "full");
    expect(windows.shownRect(back.windows[0]!, screen)).toEqual(desk.windows[0]!.rect);
  });

  it("is pushed to a half, a quarter, and off to the taskbar", () => {
    const half = windows.pushWindow(deskOf("one", "two"), 2, "left");
    expect(windows.pushWindow(half, 2, "down").windows[1]!.snap).toBe("bottom-left");
    expect(windows.pushWindow(half, 2, "left").windows[1]!.snap).toBeNull();
    const gone = windows.pushWindow(windows.pushWindow(half, 2, "down"), 2, "down");
    expect(windows.focused(gone)?.id).toBe(1);
    expect(windows.pushWindow(gone, 7, "up")).toBe(gone);
  });

  it("shows those on top before the others and focuses what was focused last", () => {
    const desk = windows.changeWindow(deskOf("one", "two", "three"), 1, { onTop: true });
    expect(windows.stacked(desk).map((window) => window.id)).toEqual([2, 3, 1]);
    expect(windows.focused(desk)?.id).toBe(3);
  });

  it("fits a window into a smaller screen and finds it in its place on the larger one again", () => {
    const [window] = deskOf("one").windows;
    expect(windows.shownRect(window!, { width: 300, height: 200 })).toEqual({ x: 0, y: 0, width: 300, height: 200 });
    expect(windows.shownRect(window!, screen)).toBe(window!.rect);
  });
});

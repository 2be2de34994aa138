import { expect, it } from "vitest";
import { readDesk, writeDesk } from "./places";
import { EMPTY_DESK, openWindow, type Desk } from "./windows";
import { addWorkspace, moveToWorkspace, renameWorkspace, showWorkspace } from "./workspaces";

const apps = new Set(["terminal"]);
const opening = { app: "terminal", title: "one", size: { width: 400, height: 300 }, state: { session: "s1" } };
const desk = openWindow(EMPTY_DESK, opening, { width: 1000, height: 700 });

it("reads what it wrote", () => {
  expect(readDesk(writeDesk(desk), apps)).toEqual(desk);
});

it.each([null, "", "{", "[]", "7", '{"version":0,"windows":[]}', '{"version":1,"windows":{}}', '{"version":1,"windows":[null,{"id":"x"}]}'])(
  "starts afresh from %s",
  (text) => {
    expect(readDesk(text, apps)).toEqual(EMPTY_DESK);
  },
);

it("reads workspaces as they were, and a window of one that is not there into the first", () => {
  const two = showWorkspace(renameWorkspace(addWorkspace(moveToWorkspace(desk, 1, null)), 1, "Music"), 2);
  expect(readDesk(writeDesk(two), apps)).toEqual(two);
  const lost = { ...two, windows: two.windows.map((window) => ({ ...window, workspace: 7 })), current: 9 };
  expect(readDesk(writeDesk(lost), apps)).toMatchObject({ current: 1, windows: [{ workspace: 1 }] });
});

it.each([undefined, null, [], [null], [{ id: "1" }], "x"])("finds one workspace in %j, as desks had that were written down before there were any", (workspaces) => {
  const { workspaces: _none, current: _nowhere, ...before } = desk;
  expect(readDesk(writeDesk({ ...before, workspaces } as unknown as Desk), apps)).toEqual(desk);
});

it("leaves out windows of apps that are not there", () => {
  expect(readDesk(writeDesk(desk), new Set()).windows).toEqual([]);
});

import { expect, it } from "vitest";
import { readDesk, writeDesk } from "./places";
import { EMPTY_DESK, openWindow } from "./windows";

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

it("leaves out windows of apps that are not there", () => {
  expect(readDesk(writeDesk(desk), new Set()).windows).toEqual([]);
});

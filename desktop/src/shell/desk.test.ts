import { effect, signal } from "@preact/signals";
import { expect, it } from "vitest";
import type { AppManifest } from "./app";
import { DeskStore } from "./desk";

it("lets an app's effect set the title and what is kept, also while its window goes", () => {
  const desk = new DeskStore([{ id: "files", name: "Files", size: { width: 400, height: 300 }, many: true } as AppManifest], signal(false));
  desk.open("files");
  const path = signal("Home");
  const stop = effect(() => {
    desk.title(1, path.value);
    desk.keep(1, { path: path.value });
  });
  path.value = "Documents";
  expect(desk.window(1)).toMatchObject({ title: "Documents", state: { path: "Documents" } });
  desk.close(1);
  expect(desk.inOrder.value).toEqual([]);
  stop();
});

it("opens files of an app that gathers them in its window that was in front last", () => {
  const app = { id: "editor", name: "Editor", size: { width: 400, height: 300 }, many: true, gathers: true } as AppManifest;
  const desk = new DeskStore([app], signal(false));
  desk.open("editor");
  desk.open("editor"); // without a file: another window
  desk.focus(1);
  desk.open("editor", { file: "a" });
  expect(desk.inOrder.value.map((window) => window.state)).toEqual([{ file: "a" }, {}]);
  expect(desk.focusedId.value).toBe(1);
});

it("calls a window as its app does, and by the name of the app until then", () => {
  const names = signal("Settings");
  const app = { id: "settings", get name() { return names.value; }, size: { width: 400, height: 300 }, many: true } as AppManifest;
  const desk = new DeskStore([app], signal(false));
  const titles = (): readonly string[] => desk.inOrder.value.map((window) => desk.titleOf(window));
  desk.open("settings");
  desk.open("settings");
  desk.title(2, "Security");
  expect(titles()).toEqual(["Settings", "Security"]);
  names.value = "Einstellungen";
  expect(titles()).toEqual(["Einstellungen", "Security"]);
});

it.each([
  ["e", 24, 0, { x: 100, y: 80, width: 424, height: 300 }],
  ["w", -24, 0, { x: 76, y: 80, width: 424, height: 300 }],
  ["n", 0, -24, { x: 100, y: 56, width: 400, height: 324 }],
  ["s", 0, 24, { x: 100, y: 80, width: 400, height: 324 }],
  ["w", 999, 0, { x: 160, y: 80, width: 340, height: 300 }],
] as const)("pulls a window by its edge %s", (edge, dx, dy, rect) => {
  const desk = new DeskStore([{ id: "files", name: "Files", size: { width: 400, height: 300 }, many: true } as AppManifest], signal(false));
  desk.open("files");
  desk.place(1, { x: 100, y: 80, width: 400, height: 300 });
  desk.pull(1, edge, dx, dy);
  expect(desk.window(1)?.rect).toEqual(rect);
});

import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { AppManifest } from "./app";
import { DeskStore } from "./desk";
import type { Shell } from "./shell";
import { berths } from "./workspace-menu";

const app = (id: string, many: boolean, gathers = false): AppManifest => ({ id, name: id, size: { width: 400, height: 300 }, many, gathers }) as AppManifest;
const APPS = [app("settings", false), app("editor", true, true)];

/** Settings are on the first workspace, and the second is looked at. */
function desk({ compact = false } = {}): DeskStore {
  const made = new DeskStore(APPS, signal(compact));
  made.open("settings");
  made.workspaces.show(made.workspaces.add());
  return made;
}

describe("workspaces", () => {
  it("are gone to when an app that is open there is launched or focused", () => {
    for (const go of [(there: DeskStore) => there.open("settings", { page: "about" }), (there: DeskStore) => there.focus(1)]) {
      const there = desk();
      expect([there.here.value.length, there.focusedId.value, there.isShown(1)]).toEqual([0, null, false]);
      go(there);
      expect([there.workspaces.current.value, there.focusedId.value, there.isShown(1)]).toEqual([1, 1, true]);
      expect(there.workspaces.told.value).toEqual({ what: "shown" });
    }
  });

  it("have files of an app that gathers them opened here, if it is here too", () => {
    const there = desk();
    there.open("editor"); // 2, here
    there.workspaces.show(1);
    there.open("editor"); // 3
    there.workspaces.show(2);
    there.open("editor", { file: "a" });
    expect(there.window(2)?.state).toEqual({ file: "a" });
  });

  it("are called by their names, or by their places", () => {
    const { workspaces } = desk();
    workspaces.rename(1, "Music");
    expect([1, 2].map((id) => workspaces.nameOf(id))).toEqual(["Music", "Workspace 2"]);
    workspaces.remove(1);
    expect([workspaces.nameOf(2), workspaces.count(2), workspaces.several.value]).toEqual(["Workspace 1", 1, false]);
  });

  it("tell of a window that has gone to another, and of none that stays", () => {
    const { workspaces } = desk();
    workspaces.told.value = null;
    workspaces.move(1, 1);
    expect(workspaces.told.value).toBeNull();
    workspaces.move(1, null);
    expect(workspaces.told.value).toEqual({ what: "moved", window: 1, to: null });
  });

  it("are one on a phone, which leaves what is where as it was", () => {
    const there = desk({ compact: true });
    const { workspaces } = there;
    expect([there.here.value.length, there.focusedId.value, workspaces.several.value, workspaces.mayAdd.value]).toEqual([1, 1, false, false]);
    there.focus(1);
    expect([workspaces.current.value, there.window(1)?.workspace]).toEqual([2, 1]);
  });

  it("are asked for in the overview alone, and only theirs lie in it", () => {
    const there = desk();
    expect(there.tiles.value).toBeNull();
    there.open("editor");
    there.overview.value = true;
    expect([...(there.tiles.value?.keys() ?? [])]).toEqual([2]);
    const tile = { x: 5, y: 6, scale: 0.1 };
    there.carried.value = { id: 2, tile, over: "new" };
    expect(there.tiles.value?.get(2)).toEqual(tile);
  });
});

describe("where a window may be", () => {
  const choices = (desk: DeskStore, id: number): readonly string[] => berths({ desk } as Shell, id).map(({ label, checked }) => `${label}${checked === undefined ? "" : ` ${checked}`}`);

  it("is one workspace, all, or a new one", () => {
    const there = desk();
    expect(choices(there, 1)).toEqual(["Workspace 1 true", "Workspace 2 false", "On all workspaces false", "Move to a new workspace"]);
    berths({ desk: there } as Shell, 1)[3]?.onSelect();
    expect([there.window(1)?.workspace, there.workspaces.current.value]).toEqual([3, 2]);
  });

  it("is a new one only, where there is one", () => {
    const there = desk();
    there.workspaces.remove(2);
    expect(choices(there, 1)).toEqual(["Move to a new workspace"]);
  });

  it("is no question on a phone, nor of a window that is gone", () => {
    expect(choices(desk({ compact: true }), 1)).toEqual([]);
    expect(choices(desk(), 9)).toEqual([]);
  });
});

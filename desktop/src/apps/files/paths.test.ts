import { describe, expect, it } from "vitest";
import { parentOf } from "../../core/file-paths";
import { crumbs, pathAsTyped, typedPath } from "./paths";

describe("paths", () => {
  it("are crumbs from the root of a tree", () => {
    expect(crumbs("/ann/Documents/x", "/ann").map((crumb) => crumb.name)).toEqual(["Home", "Documents", "x"]);
    expect(crumbs("/ben/Public", "/ann")).toEqual([
      { name: "ben", path: "/ben" },
      { name: "Public", path: "/ben/Public" },
    ]);
    expect(crumbs("/ann", "/ann").at(-1)?.name).toBe("Home");
  });

  it("lead into machines, which are called by their names", () => {
    expect(crumbs("machine:mch_1/etc/init.d", "/ann", () => "hearth")).toEqual([
      { name: "hearth", path: "machine:mch_1" },
      { name: "etc", path: "machine:mch_1/etc" },
      { name: "init.d", path: "machine:mch_1/etc/init.d" },
    ]);
    expect([parentOf("machine:mch_1/etc"), parentOf("machine:mch_1")]).toEqual(["machine:mch_1", null]);
    expect([pathAsTyped("machine:mch_1/etc"), pathAsTyped("machine:mch_1"), pathAsTyped("/ann")]).toEqual(["/etc", "/", "/ann"]);
  });

  it.each([
    ["/usr/../var", "machine:mch_1/var"],
    ["passwd", "machine:mch_1/etc/passwd"],
    ["../../..", "machine:mch_1"],
    ["~/Music", "/ann/Music"],
  ])("may be typed in a machine: %s", (typed, path) => {
    expect(typedPath(typed, "machine:mch_1/etc", "/ann")).toBe(path);
  });

  it("end at the root", () => {
    expect(parentOf("/ann/Documents")).toBe("/ann");
    expect(parentOf("/ann")).toBeNull();
  });

  it.each([
    ["~/Music", "/ann/Music"],
    ["notes/old", "/ann/Documents/notes/old"],
    ["..", "/ann"],
    ["../../../..", "/ann"],
    [" /ben/Public/ ", "/ben/Public"],
    ["./a//b", "/ann/Documents/a/b"],
  ])("may be typed: %s", (typed, path) => {
    expect(typedPath(typed, "/ann/Documents", "/ann")).toBe(path);
  });
});

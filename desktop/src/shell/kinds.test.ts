import { expect, it } from "vitest";
import { canUnpack, familyOf } from "./kinds";

it.each(["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tbz", "a.tar.xz", "A.TXZ"])("unpacks %s", (name) => {
  expect(canUnpack({ kind: "file", name })).toBe(true);
});

it.each(["a.7z", "a.rar", "a.zst", "a.tar.zst", "a.gz", "a.xz"])("calls %s an archive that it does not unpack", (name) => {
  expect(familyOf({ kind: "file", name })).toBe("archive");
  expect(canUnpack({ kind: "file", name })).toBe(false);
});

it("unpacks no folder", () => {
  expect(canUnpack({ kind: "directory", name: "a.zip" })).toBe(false);
});

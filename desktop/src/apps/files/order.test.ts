import { describe, expect, it } from "vitest";
import { describeKind, familyOf } from "../../shell/kinds";
import type { FileEntry } from "../../wire/generated";
import { arrange, FIRST_ORDER, orderBy } from "./order";

const entry = (name: string, more: Partial<FileEntry> = {}): FileEntry => ({
  id: name,
  path: `/ann/${name}`,
  name,
  kind: "file",
  size: 0,
  parent_id: "",
  owner: "",
  created_at: "",
  modified_at: "2026-01-01T00:00:00Z",
  ...more,
});
const names = (entries: readonly FileEntry[]): readonly string[] => entries.map((one) => one.name);

describe("a directory", () => {
  const several = [
    entry("b10.txt", { size: 1 }),
    entry("b9.txt", { size: 3, modified_at: "2026-02-01T00:00:00Z" }),
    entry("Z", { kind: "directory" }),
    entry(".hidden"),
    entry("Trash", { kind: "directory", immutable: true }),
    entry("a", { size: 2 }),
  ];

  it("shows directories first, and numbers as numbers", () => {
    expect(names(arrange(several, FIRST_ORDER, false))).toEqual(["Z", "a", "b9.txt", "b10.txt"]);
    expect(names(arrange(several, FIRST_ORDER, true))).toContain(".hidden");
  });

  it("goes by other columns", () => {
    expect(names(arrange(several, { by: "size", descending: true }, false))).toEqual(["Z", "b9.txt", "a", "b10.txt"]);
    expect(names(arrange(several, { by: "modified", descending: true }, false))[1]).toBe("b9.txt");
  });

  it("turns round at the second click", () => {
    expect(orderBy(FIRST_ORDER, "name")).toEqual({ by: "name", descending: true });
    expect(orderBy(FIRST_ORDER, "size")).toEqual({ by: "size", descending: true });
  });
});

it.each([
  ["a.png", "image/png", "image", "Image (PNG)"],
  ["main.ts", "video/mp2t", "code", "Code (TS)"],
  ["notes.md", "text/markdown", "text", "Text (MD)"],
  ["a.tar.gz", "application/gzip", "archive", "Archive (GZ)"],
  ["paper.pdf", "application/pdf", "pdf", "PDF"],
  ["LICENSE", "application/octet-stream", "text", "Text"],
])("%s is told as what it is", (name, media_type, family, words) => {
  const one = { name, media_type, kind: "file" as const };
  expect([familyOf(one), describeKind(one)]).toEqual([family, words]);
});

import { describe, expect, it } from "vitest";
import type { FileEntry } from "../../wire/generated";
import { grouped, readGrouping, type Grouping } from "./groups";
import { arrange, FIRST_ORDER, type Order } from "./order";

const NOW = new Date(2026, 4, 14, 15, 0); // a Thursday

const entry = (name: string, more: Partial<FileEntry> = {}): FileEntry => ({
  id: name,
  path: `/ann/${name}`,
  name,
  kind: "file",
  size: 1,
  parent_id: "",
  owner: "",
  created_at: "",
  modified_at: NOW.toISOString(),
  ...more,
});

function told(entries: readonly FileEntry[], by: Grouping, order: Order = FIRST_ORDER): Record<string, readonly string[]> {
  const { entries: all, groups } = grouped(arrange(entries, order, false), by, order, NOW);
  return Object.fromEntries(groups.map(({ label, first, count }) => [label(), all.slice(first, first + count).map(({ name }) => name)]));
}

const changed = (name: string, ...at: [number, number, number]): FileEntry => entry(name, { modified_at: new Date(...at).toISOString() });

describe("a directory in groups", () => {
  const several = [entry("b.png", { media_type: "image/png", size: 2 * 1024 ** 2 }), entry("a.png", { media_type: "image/png", size: 0 }), entry("Z", { kind: "directory" }), entry("notes.md")];

  it("is as it was without any", () => {
    expect(grouped(several, "none", FIRST_ORDER, NOW)).toEqual({ entries: several, groups: [] });
  });

  it("goes by kind, in its order within each", () => {
    expect(told(several, "kind")).toEqual({ Folders: ["Z"], Images: ["a.png", "b.png"], Texts: ["notes.md"] });
    expect(told(several, "kind", { by: "name", descending: true })["Images"]).toEqual(["b.png", "a.png"]);
  });

  it("goes by size", () => {
    expect(told(several, "size")).toEqual({ Folders: ["Z"], Empty: ["a.png"], "Up to 100 KiB": ["notes.md"], "1 MiB to 100 MiB": ["b.png"] });
    expect(Object.keys(told(several, "size", { by: "size", descending: true }))[0]).toBe("1 MiB to 100 MiB");
  });

  it("goes by date, the newest first until the order of dates says otherwise", () => {
    const dated = [
      changed("old", 2025, 11, 31),
      changed("january", 2026, 0, 1),
      changed("first", 2026, 4, 1),
      changed("monday", 2026, 4, 11),
      changed("sunday", 2026, 4, 10),
      changed("wednesday", 2026, 4, 13),
      changed("morning", 2026, 4, 14),
    ];
    const groups = { Today: ["morning"], Yesterday: ["wednesday"], "This week": ["monday"], "This month": ["first", "sunday"], "This year": ["january"], Older: ["old"] };
    expect(told(dated, "date")).toEqual(groups);
    expect(Object.keys(told(dated, "date"))).toEqual(Object.keys(groups));
    expect(Object.keys(told(dated, "date", { by: "modified", descending: true }))).toEqual(Object.keys(groups));
    expect(Object.keys(told(dated, "date", { by: "modified", descending: false }))).toEqual(Object.keys(groups).toReversed());
  });
});

it.each([
  [null, "none"],
  ["date", "date"],
  ["colour", "none"],
])("takes %o for %s", (text, grouping) => {
  expect(readGrouping(text)).toBe(grouping);
});

import { expect, it } from "vitest";
import type { FileEntry } from "../../wire/generated";
import { filtered, type Filter } from "./filters";

const entry = (name: string, media_type = "", kind: FileEntry["kind"] = "file"): FileEntry => ({ id: name, path: `/ann/${name}`, name, kind, media_type, size: 1, parent_id: "", owner: "", created_at: "", modified_at: "" });
const ALL = [entry("d", "", "directory"), entry("a.png", "image/png"), entry("b.md"), entry("c.pdf", "application/pdf"), entry("e.mp3", "audio/mpeg"), entry("f.zip"), entry("g.bin")];

it.each<[Filter, readonly string[]]>([
  ["all", ALL.map((one) => one.name)],
  ["folders", ["d"]],
  ["images", ["a.png"]],
  ["documents", ["b.md", "c.pdf"]],
  ["media", ["e.mp3"]],
  ["archives", ["f.zip"]],
])("shows %s", (filter, names) => {
  expect(filtered(ALL, filter).map((one) => one.name)).toEqual(names);
});

import { expect, it } from "vitest";
import type { FilesApi } from "../../client/files-api";
import type { FileEntry, TextFound } from "../../wire/generated";
import { find, lettersOf, together } from "./finding";

const entry = (id: string): FileEntry => ({ id, path: `/ann/${id}`, name: id, kind: "file", size: 1, parent_id: "", owner: "ann", created_at: "", modified_at: "" });
const saying = (id: string, excerpt: string, ...marks: readonly (readonly [number, number])[]): TextFound => ({ entry: entry(id), excerpt, marks: marks.map(([start, end]) => ({ start, end })) });

it("has each file once, however it was found", () => {
  const { entries, texts } = together([entry("hat.txt"), entry("hats")], [saying("hat.txt", "a hat", [2, 5]), saying("b.txt", "hat", [0, 3])]);
  expect(entries.map(({ id }) => id)).toEqual(["hat.txt", "hats", "b.txt"]);
  expect([...texts.keys()]).toEqual(["hat.txt", "b.txt"]);
});

it("finds names where texts cannot be searched, and asks for no text of one letter", async () => {
  const asked: string[] = [];
  const files = {
    search: () => Promise.resolve([entry("h")]),
    searchContents: (text: string) => (asked.push(text), Promise.reject(new Error("no"))),
  } as unknown as FilesApi;
  const { signal } = new AbortController();
  expect((await find(files, "ha", "/ann", signal)).entries).toHaveLength(1);
  expect((await find(files, "h", "/ann", signal)).entries).toHaveLength(1);
  expect(asked).toEqual(["ha"]);
});

it("marks what was searched for", () => {
  expect(lettersOf(saying("a", "a 🎩 hat is a hat", [4, 7], [13, 16]))).toEqual([
    { text: "a 🎩 ", marked: false },
    { text: "hat", marked: true },
    { text: " is a ", marked: false },
    { text: "hat", marked: true },
  ]);
});

it("begins near the first mark", () => {
  const runs = lettersOf(saying("a", `${"x".repeat(100)}hat`, [100, 103]));
  expect(runs.map(({ text }) => text)).toEqual(["…", "x".repeat(24), "hat"]);
});

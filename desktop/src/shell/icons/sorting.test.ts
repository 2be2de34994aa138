import { expect, it } from "vitest";
import type { FileEntry } from "../../wire/generated";
import { sorted } from "./sorting";

const entry = (name: string, modified_at: string, more: Partial<FileEntry> = {}): FileEntry => ({ name, modified_at, kind: "file", media_type: "text/plain", ...more }) as FileEntry;

const ENTRIES = [
  entry("b10.txt", "2026-01-02T00:00:00Z"),
  entry("b9.txt", "2026-01-01T00:00:00Z"),
  entry("a.png", "2026-01-03T00:00:00Z", { media_type: "image/png" }),
  entry("z", "2025-01-01T00:00:00Z", { kind: "directory", media_type: "" }),
];

it.each([
  ["name", ["z", "a.png", "b9.txt", "b10.txt"]],
  ["kind", ["z", "a.png", "b9.txt", "b10.txt"]],
  ["date", ["a.png", "b10.txt", "b9.txt", "z"]],
] as const)("goes by %s", (sort, names) => {
  expect(sorted(ENTRIES, sort).map(({ name }) => name)).toEqual(names);
});

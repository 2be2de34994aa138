import { describe, expect, it } from "vitest";
import type { App } from "../../wire/generated";
import { found, shelvesOf, yours } from "./shelves";

const app = (name: string, more: Partial<App> = {}): App => ({ id: `app_${name}`, name, title: name.toUpperCase(), index_url: "/sites/a/", visibility: "listed", created_at: "", updated_at: "", ...more });
const names = (apps: readonly App[]): readonly string[] => apps.map(({ name }) => name);
const many = (count: number): readonly App[] => Array.from({ length: count }, (_, at) => app(`a${at}`));

describe("shelves", () => {
  it("feature nothing where all is seen at once", () => {
    expect(shelvesOf([], many(6), many(6)).featured).toEqual([]);
  });
  it("feature the most used of many", () => {
    expect(names(shelvesOf([], [...many(8)].reverse(), many(8)).featured)).toEqual(["a7", "a6", "a5", "a4", "a3", "a2"]);
  });
  it("have no apps without a window, and no pages that only act for somebody", () => {
    const odd = [app("a"), app("daemon", { background: true }), app("page", { origin: "https://a.example" })];
    expect(shelvesOf(odd, [], odd)).toEqual({ recent: [odd[0]], featured: [], all: [odd[0]] });
  });
});

describe("searching", () => {
  const chess = app("chess", { description: "A game of kings" });
  it.each([
    ["KINGS game", ["chess"]],
    ["chess queens", []],
    ["  ", ["chess"]],
  ])("%j finds %j at hand", (words, expected) => {
    expect(names(found(words, [chess], []))).toEqual(expected);
  });
  it("shows what both know once", () => {
    expect(names(found("chess", [chess], [chess, app("go")]))).toEqual(["chess", "go"]);
  });
});

it("what is one's own stands beside what was installed", () => {
  expect(names(yours([app("a"), app("b")], [app("b"), app("c")]))).toEqual(["a", "b", "c"]);
});

import { describe, expect, it } from "vitest";
import { isHouseMessage, readHouse } from "./house-words";

const ME = "i-1";
const said = (word: string, fields: unknown = {}, more: object = {}): object => ({ ingle: 1, instance: ME, id: 7, word, said: fields, ...more });

const TOLD: readonly [string, unknown, unknown][] = [
  ["ready", { versions: [1, 2] }, { versions: [1, 2] }],
  ["title", { title: "Plan" }, { title: "Plan" }],
  ["badge", { count: 100_000 }, { count: 9999 }],
  ["size", { width: 500 }, { width: 500, height: null }],
  ["open", { accept: [".TXT"], many: true }, { accept: [".txt"], many: true, folders: false, start: "" }],
  ["save", { content: "x", name: "a" }, { content: "x", name: "a" }],
  ["read", { file: "ent_1" }, { file: "ent_1" }],
  ["write", { file: "ent_1", content: "x" }, { file: "ent_1", content: "x", etag: null }],
  ["notify", { title: "Tea" }, { title: "Tea", text: "", about: null }],
  ["launch", { app: "notes", files: ["ent_1"] }, { app: "notes", args: {}, files: ["ent_1"] }],
  ["show", { file: "ent_1" }, { file: "ent_1" }],
  ["permission", { permissions: ["fs:/a:read", "fs:/a:read"] }, { permissions: ["fs:/a:read"] }],
  ["question", { text: "Well?", choices: [{ label: "Yes", look: "loud" }] }, { text: "Well?", choices: [{ label: "Yes", value: "Yes", look: "plain" }] }],
  ["answer", { about: 3, yes: "true" }, { about: 3, yes: false }],
  ["close", undefined, {}],
];

it.each(TOLD)("%s", (word, fields, read) => expect(readHouse(said(word, fields), ME)).toEqual({ id: 7, request: { word, ...(read as object) } }));

const polluting = JSON.parse('{"title": "x", "__proto__": {"many": true}}') as unknown;

describe("what is refused", () => {
  it.each<[string, object, string]>([
    ["an unknown word", said("format"), "unknown_word"],
    ["a word of all objects", said("constructor"), "unknown_word"],
    ["a word that is no text", said(7 as unknown as string), "unreadable"],
    ["another version", said("title", { title: "x" }, { ingle: 2 }), "unreadable"],
    ["a title that is too long", said("title", { title: "x".repeat(256) }), "unreadable"],
    ["a title that is no text", said("title", { title: { toString: "x" } }), "unreadable"],
    ["no title", said("title"), "unreadable"],
    ["fields that are a list", said("title", ["x"]), "unreadable"],
    ["a count below nothing", said("badge", { count: -1 }), "unreadable"],
    ["a size that is no number", said("size", { width: Infinity }), "unreadable"],
    ["a file without a name", said("read", { file: "" }), "unreadable"],
    ["so many files", said("launch", { app: "notes", files: Array(33).fill("ent_1") }), "unreadable"],
    ["what is passed on and large", said("launch", { app: "notes", args: "x".repeat(2_000_000) }), "unreadable"],
    ["so many choices", said("question", { text: "?", choices: Array(9).fill({ label: "a" }) }), "unreadable"],
    ["no permission", said("permission", { permissions: [] }), "unreadable"],
  ])("%s", (_what, message, code) => expect(readHouse(message, ME)).toMatchObject({ id: 7, code }));

  it("is not answered where it is another's, or has no number", () => {
    expect(readHouse(said("title", { title: "x" }, { instance: "i-2" }), ME)).toBeNull();
    expect(readHouse({ ...said("title", { title: "x" }), id: -1 }, ME)).toMatchObject({ id: null });
  });

  it("is what comes by way of a prototype", () => {
    expect(isHouseMessage(Object.create({ ingle: 1 }))).toBe(false);
    expect(readHouse(said("open", polluting), ME)).toMatchObject({ request: { many: false } });
    expect(({} as Record<string, unknown>)["many"]).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { mediaOf } from "./media";
import { kindOf, openerOf, openersOf, readChoices } from "./openers";

const APPS = [
  { id: "files" },
  { id: "editor", opens: [{ types: ["text/*", "*/*"], largest: 1000 }] },
  { id: "viewer", opens: [{ types: ["image/*", "application/pdf", "text/*"] }] },
  { id: "draw", opens: [{ types: ["image/png"] }, { types: [".sketch"] }] },
];
const file = (name: string, media_type = "", size = 10) => ({ name, media_type, size });

describe("what a file holds", () => {
  it.each([
    [file("a.png", "image/png"), "image/png"],
    [file("a.html", "text/html; charset=utf-8"), "text/html"],
    [file("main.ts", "video/mp2t"), "text/plain"],
    [file("data.json", "application/json"), "text/plain"],
    [file("Makefile", "application/octet-stream"), "text/plain"],
    [file(".bashrc", "application/octet-stream"), "text/plain"],
    [file("new", "application/octet-stream", 0), "text/plain"],
    [file("a.svg", "image/svg+xml"), "image/svg+xml"],
    [file("data.bin", "application/octet-stream"), "application/octet-stream"],
  ])("is told by type and name: %o", (one, media) => {
    expect(mediaOf(one)).toBe(media);
  });
});

describe("who opens a file", () => {
  it.each([
    ["the first of several that say the same", file("a.txt", "text/plain"), "editor", ["editor", "viewer"]],
    ["who says it most exactly", file("a.png", "image/png"), "draw", ["draw", "viewer", "editor"]],
    ["by the end of the name", file("plan.SKETCH"), "draw", ["draw", "editor"]],
    ["nobody by itself, but who opens anything can be asked", file("a.bin", "application/x"), null, ["editor"]],
    ["who can take that much", file("a.txt", "text/plain", 5000), "viewer", ["viewer"]],
    ["nobody at all", file("a.bin", "application/x", 5000), null, []],
  ])("%s", (_, one, chosen, all) => {
    expect(openerOf(APPS, one, {})?.id ?? null).toBe(chosen);
    expect(openersOf(APPS, one, {}).map((app) => app.id)).toEqual(all);
  });

  it.each([
    ["a choice by the extension", file("a.png", "image/png"), { ".png": "viewer" }, "viewer"],
    ["whatever the case", file("A.PNG", "image/png"), { ".png": "viewer" }, "viewer"],
    ["a choice for what has no extension", file("photo", "image/png"), { "image/png": "viewer" }, "viewer"],
    ["a choice of who opens anything", file("a.bin", "application/x"), { ".bin": "editor" }, "editor"],
    ["no choice of who cannot open it", file("a.png", "image/png"), { ".png": "files" }, "draw"],
    ["no choice of who is there no more", file("a.png", "image/png"), { ".png": "gone" }, "draw"],
  ])("%s", (_, one, choices, chosen) => {
    expect(openerOf(APPS, one, choices as Record<string, string>)?.id).toBe(chosen);
  });

  it("is the house's own app, until an app of others is chosen, or where nothing else opens it", () => {
    const apps = [...APPS, { id: "notes", opens: [{ types: [".txt", ".zip"] }], others: true }];
    const text = file("a.txt", "text/plain");
    expect(openersOf(apps, text, {}).map((app) => app.id)).toEqual(["editor", "viewer", "notes"]);
    expect(openerOf(apps, text, { ".txt": "notes" })?.id).toBe("notes");
    expect(openerOf(apps, file("a.zip", "application/zip"), {})?.id).toBe("notes");
  });

  it("keeps a choice by what people call the kind", () => {
    expect([kindOf(file("a.tar.GZ")), kindOf(file("photo", "image/png")), kindOf(file(".profile", ""))]).toEqual([".gz", "image/png", "text/plain"]);
  });
});

it.each([
  [null, {}],
  ["{", {}],
  ["[1]", {}],
  ['{".png":"viewer",".a":1}', { ".png": "viewer" }],
])("choices that were stored are not believed unseen: %s", (text, choices) => {
  expect(readChoices(text)).toEqual(choices);
});

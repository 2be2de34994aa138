import { expect, it } from "vitest";
import { faultOfName, iconAmong, nameFrom, oddTypes, readManifest, typesOf } from "./draft";
import { siteOf } from "../../core/sites";

it.each([
  ["My Notes!", "my-notes"],
  ["Émile’s café", "emile-s-cafe"],
  ["--a--", "a"],
  ["日本", ""],
  ["x".repeat(70), "x".repeat(60)],
])("the name for %j is %j", (text, name) => {
  expect(nameFrom(text)).toBe(name);
  expect(faultOfName(name) === null).toBe(name !== "");
});

it.each(["", "A", "-a", "a-", "a b", "x".repeat(61)])("%j is no name", (name) => {
  expect(faultOfName(name)).not.toBeNull();
});

it.each([
  [".md, TXT; image/*", [".md", ".txt", "image/*"], []],
  ["md .md", [".md"], []],
  ["", [], []],
  [".tar.gz a/b/c ./", [".tar.gz", "a/b/c", "./"], ["a/b/c", "./"]],
])("the types in %j", (text, types, odd) => {
  expect(typesOf(text)).toEqual(types);
  expect(oddTypes(text)).toEqual(odd);
});

it.each([
  ['{"title": "Notes", "types": [".md", 1, "text/*"], "metadata": {"a": 1}}', { title: "Notes", types: ".md, text/*", metadata: { a: 1 } }],
  ['{"icon": "../../secret.png", "description": 5, "metadata": []}', {}],
  ["no JSON", {}],
  ["null", {}],
])("app.json %s", (text, told) => {
  expect(readManifest(text)).toEqual(told);
});

it("an icon is known by its name", () => {
  expect(iconAmong(["index.html", "favicon.ico", "icon.png"])).toBe("icon.png");
  expect(iconAmong(["index.html"])).toBeUndefined();
});

it.each([
  ["/sites/notes/", "notes"],
  ["/sites/notes/app.html", "notes"],
  ["https://a.example/sites/notes/", ""],
  ["/x/chess/", ""],
])("%s is on the site %j", (index_url, site) => {
  expect(siteOf({ index_url })).toBe(site);
});

import { expect, it } from "vitest";
import { describeAccess, readWish } from "./permissions";

it.each([
  ["fs:/ann/Documents:read", { about: "entry", entry: "/ann/Documents", mode: "read" }],
  ["fs:/ann/a:b:write", { about: "entry", entry: "/ann/a:b", mode: "write" }],
  ["manage:fs:/ann/a:write", { about: "entry", entry: "/ann/a:write", mode: "manage" }],
  ["fs:/ann/a:everything", { about: "words", words: "Hold the permission", name: "fs:/ann/a:everything" }],
  ["fs:/ann/a:constructor", { about: "words", words: "Hold the permission", name: "fs:/ann/a:constructor" }],
  ["flag:app-is-authenticated", { about: "words", words: "Know who you are", name: "flag:app-is-authenticated" }],
  ["driver:chat:complete", { about: "words", words: "Use the service “chat”", name: "driver:chat:complete" }],
  ["user:1:email:read", { about: "words", words: "Know your e-mail address", name: "user:1:email:read" }],
])("%s", (permission, wish) => {
  expect(readWish(permission)).toEqual(wish);
});

it.each([
  ["read", false, "Read the file “a”"],
  ["write", true, "Read and change the folder “a”, and all that is in it"],
  ["see", true, "Know about the folder “a”"],
])("%s", (mode, directory, words) => {
  expect(describeAccess(mode, "a", directory)).toBe(words);
});

import { expect, it } from "vitest";
import type { FileEntry } from "../wire/generated";
import { canBeWallpaper, pictureIn, wallpaperOf } from "./own-picture";
import { SCENES } from "./scenes";

it("is a file of the person's, and no scene is one", () => {
  expect(pictureIn(wallpaperOf({ id: "ent_1" }))).toBe("ent_1");
  expect([...SCENES.map(({ id }) => pictureIn(id)), pictureIn("file:")].every((id) => id === null)).toBe(true);
});

it.each([
  ["a.jpg", "image/jpeg", "file", true],
  ["a.tiff", "image/tiff", "file", false],
  ["a.txt", "text/plain", "file", false],
  ["a.png", "image/png", "directory", false],
] as const)("%s of %s, a %s: %s", (name, media_type, kind, can) => {
  expect(canBeWallpaper({ name, media_type, kind } as FileEntry)).toBe(can);
});

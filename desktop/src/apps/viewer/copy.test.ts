import { expect, it } from "vitest";
import { copyOf } from "./copy";

it.each([
  ["beach.jpg", "beach (edited).jpg", "image/jpeg"],
  ["Beach.JPEG", "Beach (edited).JPEG", "image/jpeg"],
  ["a.b.webp", "a.b (edited).webp", "image/webp"],
  ["icon.svg", "icon (edited).png", "image/png"],
  ["moving.gif", "moving (edited).png", "image/png"],
  ["photo", "photo (edited).png", "image/png"],
])("a copy of %s is %s", (name, copy, type) => {
  expect(copyOf(name)).toEqual({ name: copy, type });
});

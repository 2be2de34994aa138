import { expect, it } from "vitest";
import { copyOf, formatOf } from "./copy";

it.each([
  ["beach.jpg", "beach (edited).jpg", "image/jpeg"],
  ["Beach.JPEG", "Beach (edited).JPEG", "image/jpeg"],
  ["a.b.webp", "a.b (edited).webp", "image/webp"],
  ["icon.svg", "icon (edited).png", null],
  ["moving.gif", "moving (edited).png", null],
  ["photo", "photo (edited).png", null],
])("a copy of %s is %s", (name, copy, format) => {
  expect([copyOf(name), formatOf(name)]).toEqual([copy, format]);
});

it("has another name in another format", () => {
  expect([copyOf("beach.jpg", "image/webp"), copyOf("icon.svg", "image/jpeg"), copyOf("beach.jpeg", "image/jpeg")]).toEqual(["beach (edited).webp", "icon (edited).jpg", "beach (edited).jpeg"]);
});

import { describe, expect, it } from "vitest";
import { formatClock, formatFor, loudness, nameOf, readMode } from "./modes";

describe("the format", () => {
  it.each([
    ["video", /^video\/mp4;/, ".mp4"],
    ["video", /^video\/webm/, ".webm"],
    ["sound", /^audio\/ogg/, ".ogg"],
    ["sound", /^audio\/mp4$/, ".m4a"],
    ["sound", /webm/, ".webm"],
  ] as const)("of %s, where %s can be written", (mode, can, extension) => {
    expect(formatFor(mode, (type) => can.test(type))?.extension).toBe(extension);
  });
  it("is none where nothing can be", () => {
    expect(formatFor("video", () => false)).toBeNull();
  });
});

it.each([
  ["photo", ".jpg", "Photo 2026-01-05 07.08.09.jpg"],
  ["video", ".mp4", "Video 2026-01-05 07.08.09.mp4"],
  ["sound", ".ogg", "Recording 2026-01-05 07.08.09.ogg"],
] as const)("a %s is called by when it was taken", (mode, extension, name) => {
  expect(nameOf(mode, new Date(2026, 0, 5, 7, 8, 9), extension)).toBe(name);
});

it.each([
  [7.9, "0:07"],
  [723, "12:03"],
  [3723, "1:02:03"],
  [-1, "0:00"],
])("%s seconds are %s", (seconds, shown) => {
  expect(formatClock(seconds)).toBe(shown);
});

it.each([
  ["silence", [128, 128, 128], 0],
  ["nothing", [], 0],
  ["all there is", [0, 0, 0, 0], 1],
  ["a tenth of it", [140.8, 115.2], 2 / 3],
])("%s is so loud", (_what, samples, expected) => {
  expect(loudness(samples)).toBeCloseTo(expected, 5);
});

it.each([
  ["sound", "sound"],
  ["x", "photo"],
  [undefined, "photo"],
])("kept %s is the mode %s", (kept, mode) => {
  expect(readMode(kept)).toBe(mode);
});

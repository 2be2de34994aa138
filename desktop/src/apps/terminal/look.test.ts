import { expect, it } from "vitest";
import { FONT_SIZES, foundColours, readLook, resized, USUAL } from "./look";
import { coloursOf, SCHEMES, type SchemeName } from "./schemes";

const NAMES = Object.keys(SCHEMES) as SchemeName[];
const HUES = ["red", "green", "yellow", "blue", "magenta", "cyan", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan"] as const;

/** Of WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

it.each(NAMES)("%s has every colour, and each is read on its ground", (name) => {
  const scheme = SCHEMES[name];
  expect(Object.values(scheme).every((colour) => /^#[0-9a-f]{6}$/.test(colour))).toBe(true);
  expect(Object.keys(scheme)).toHaveLength(21);
  expect(contrast(scheme.foreground, scheme.background)).toBeGreaterThan(7);
  expect(contrast(scheme.foreground, scheme.selectionBackground)).toBeGreaterThan(4.5);
  expect(contrast(scheme.cursor, scheme.background)).toBeGreaterThan(3);
  for (const hue of HUES) expect(contrast(scheme[hue], scheme.background), hue).toBeGreaterThan(3);
});

it.each(NAMES)("what is found stays legible in %s, and differs from the ground", (name) => {
  const { foreground, background } = SCHEMES[name];
  const { matchBackground, activeMatchBackground } = foundColours(SCHEMES[name]);
  for (const ground of [matchBackground, activeMatchBackground]) {
    expect(contrast(foreground, ground ?? "")).toBeGreaterThan(4.5);
    expect(ground).not.toBe(background);
  }
});

it("follows the desktop unless something else is chosen", () => {
  expect(coloursOf("desktop", true)).toBe(SCHEMES.dark);
  expect(coloursOf("desktop", false)).toBe(SCHEMES.light);
  expect(coloursOf("nord", false)).toBe(SCHEMES.nord);
});

it("takes what was stored as far as it can be used", () => {
  expect(readLook(null)).toBeNull();
  expect(readLook({ scheme: "toString", fontSize: 900, cursor: "beam" })).toEqual(USUAL);
  expect(readLook({ scheme: "dracula", fontSize: 16, cursor: "bar" })).toEqual({ scheme: "dracula", fontSize: 16, cursor: "bar" });
});

it("has letters neither too small nor too large", () => {
  expect(resized(USUAL, 1).fontSize).toBe(FONT_SIZES.usual + 1);
  expect(resized(USUAL, 100).fontSize).toBe(FONT_SIZES.most);
  expect(resized(USUAL, -100).fontSize).toBe(FONT_SIZES.least);
});

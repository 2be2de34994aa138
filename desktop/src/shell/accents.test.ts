/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import OTHERS from "../kit/accents.css?raw";
import TOKENS from "../kit/tokens.css?raw";
import { SCENES, sceneOf } from "./scenes";
import { ACCENTS } from "./theme";


/** The tokens that hold by themselves. */
const ROOT = TOKENS.slice(0, TOKENS.indexOf("}\n\n:root[data-theme"));

type Scheme = 0 | 1; // light, dark

/** A token's colour as three numbers of 0 to 255. */
function colour(text: string, token: string, scheme: Scheme): readonly number[] {
  const found = new RegExp(`--${token}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(text)?.[scheme + 1] ?? "";
  const hex = found.length === 4 ? [...found.slice(1)].map((digit) => digit + digit).join("") : found.slice(1);
  expect(hex, token).toHaveLength(6);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

/** WCAG 2: relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function tokensOf(accent: string): string {
  const start = OTHERS.indexOf(`[data-accent="${accent}"]`);
  return start < 0 ? ROOT : (OTHERS.slice(start).split("}")[0] ?? "");
}

describe.each(ACCENTS)("the accent %s", (accent) => {
  it.each([
    ["light", 0],
    ["dark", 1],
  ] as const)("can be read by %s", (_name, scheme) => {
    const own = tokensOf(accent);
    const shade = colour(own, "accent", scheme);
    const text = [
      ...["surface", "surface-sunken"].map((ground) => contrast(shade, colour(ROOT, ground, scheme))),
      contrast(shade, colour(own, "accent-ink", scheme)),
      contrast(colour(own, "accent-hover", scheme), colour(own, "accent-ink", scheme)),
      contrast(colour(ROOT, "ink", scheme), colour(own, "accent-soft", scheme)),
    ];
    expect(Math.min(...text)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(shade, colour(own, "accent-soft", scheme))).toBeGreaterThanOrEqual(3); // signs and large letters
  });
});

describe("a wallpaper", () => {
  it("is found by its id", () => SCENES.forEach((scene) => expect(sceneOf(scene.id)).toBe(scene)));
  it.each([null, "", "gone"])("%j is the usual one", (id) => expect(sceneOf(id)).toBe(SCENES[0]));
});

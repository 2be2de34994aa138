import { describe, expect, it } from "vitest";

const SHEETS = import.meta.glob<string>("../**/*.css", { query: "?raw", import: "default", eager: true });

/** What is measured in the page's own pixels, whichever way lines are read. */
const PHYSICAL: Readonly<Record<string, string>> = {
  "../shell/window.css": "windows, their edges and what pulls them are where the pointer is",
  "../shell/taskbar-sides.css": "a side of the screen is chosen",
  "../shell/icons/icons.css .icon-rename": "its place is measured on the page",
};

const LEFT_OR_RIGHT = /(?:^|[\s;{])((?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-(?:width|color|style))?|border-(?:top|bottom)-(?:left|right)-radius)\s*:\s*([^;}]*)/g;
const ALIGNED = /(?:^|[\s;{])(text-align|float|clear)\s*:\s*(left|right)\b/g;
const AROUND = /(?:^|[\s;{])((?:margin|padding|inset|scroll-margin|scroll-padding)|border-(?:width|color|style)|border-radius)\s*:\s*([^;}]*)/g;

/** The declarations of a style sheet that say left or right. */
function physical(sheet: string): readonly string[] {
  const text = sheet.replace(/\/\*[\s\S]*?\*\//g, "");
  const sides = [...text.matchAll(LEFT_OR_RIGHT)].filter(([, name, value]) => !(/^(left|right)$/.test(name ?? "") && value?.trim() === "50%")); // the middle
  const around = [...text.matchAll(AROUND)].filter(([, name = "", value = ""]) => lopsided(name, values(value)));
  return [...sides, ...text.matchAll(ALIGNED), ...around].map(([, name, value]) => `${name}: ${value?.trim()}`);
}

function lopsided(name: string, [top, right, bottom, left, more]: readonly string[]): boolean {
  if (left === undefined || more !== undefined) return false;
  return name === "border-radius" ? top !== right || bottom !== left : right !== left; // corners go around from the top left
}

/** Cut at spaces, but not within brackets. */
const values = (text: string): readonly string[] => text.trim().match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];

describe("style sheets", () => {
  it.each(Object.keys(SHEETS).filter((path) => !(path in PHYSICAL)))("%s says start and end, not left and right", (path) => {
    const excepted = Object.keys(PHYSICAL).flatMap((place) => (place.startsWith(`${path} `) ? [place.slice(path.length + 1)] : []));
    const sheet = excepted.reduce((text, rule) => text.replace(new RegExp(`^${rule.replaceAll(".", "\\.")} \\{[^}]*\\}`, "m"), ""), SHEETS[path] ?? "");
    expect(physical(sheet)).toEqual([]);
  });

  it("are excepted only where they need it", () => {
    for (const place of Object.keys(PHYSICAL)) expect(physical(SHEETS[place.split(" ")[0] ?? ""] ?? ""), place).not.toEqual([]);
  });

  it.each([
    ["a { margin-left: 1px }", ["margin-left: 1px"]],
    ["a {\n  right: 0;\n}", ["right: 0"]],
    ["a { left: 50%; }", []],
    ["a { text-align: right; }", ["text-align: right"]],
    ["a { padding: 1px 2px 3px 4px; }", ["padding: 1px 2px 3px 4px"]],
    ["a { padding: 1px calc(1px + 2px) 3px calc(1px + 2px); }", []],
    ["a { inset: 0 auto auto 0; }", ["inset: 0 auto auto 0"]],
    ["a { border-radius: 4px 4px 0 0; }", []],
    ["a { border-radius: 4px 0 0 4px; }", ["border-radius: 4px 0 0 4px"]],
    ["a { border-left-width: 1px; /* left: 0; */ }", ["border-left-width: 1px"]],
    ["a { margin-inline-start: 1px; }", []],
  ])("%s", (sheet, found) => expect(physical(sheet)).toEqual(found));
});

// What browser and system a User-Agent tells of, as people call them.

import { say, t, tell, type Said } from "../../languages/say";

export interface Browser {
  readonly name: string;
  readonly device: "desk" | "phone";
}

// The first that fits: many say that they are others too.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrom(e|ium)\/|HeadlessChrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const PROGRAMS: readonly (readonly [RegExp, Said])[] = [
  [/^ingle/i, say("Ingle's command line")],
  [/python|httpx|curl/i, say("A program")],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const programIn = (text: string): string => {
  const found = PROGRAMS.find(([sign]) => sign.test(text));
  return found ? tell(found[1]) : "";
};

const nameIn = (names: readonly (readonly [RegExp, string])[], text: string): string => names.find(([sign]) => sign.test(text))?.[1] ?? "";

export function describeBrowser(userAgent: string): Browser {
  const browser = nameIn(BROWSERS, userAgent) || programIn(userAgent);
  const system = nameIn(SYSTEMS, userAgent);
  const name = browser && system ? t("{browser} on {system}", { browser, system }) : browser || system || t("An unknown browser");
  return { name, device: /Mobi|Android|iPhone|iPad/.test(userAgent) ? "phone" : "desk" };
}

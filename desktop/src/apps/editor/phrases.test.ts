import { describe, expect, it } from "vitest";
import { phrases } from "./phrases";

const SOURCES = import.meta.glob<string>("../../../node_modules/@codemirror/search/dist/index.js", { query: "?raw", import: "default", eager: true });
const ASKED = /phrase\((?:view, )?"([^"]+)"/g;

describe("what CodeMirror says of itself", () => {
  it("is English as it is there", () => {
    for (const [phrase, said] of Object.entries(phrases())) expect(said).toBe(phrase);
  });

  it("has all that its search asks for", () => {
    const asked = Object.values(SOURCES).flatMap((source) => [...source.matchAll(ASKED)].map(([, phrase]) => phrase));
    expect(asked).toContain("Find");
    expect(asked.filter((phrase) => !(phrase !== undefined && phrase in phrases()))).toEqual([]);
  });
});

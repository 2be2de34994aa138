/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../known";
import type { Catalogue } from "../speech";
import { faultsIn, untranslated } from "./catalogue";
import { argumentsOf } from "./message";
import { usesIn } from "./uses";

/** Whether a catalogue may have texts that nobody has translated. */
const MAY_LACK = false;

const SOURCES = import.meta.glob<string>(["../../**/*.{ts,tsx}", "!**/*.test.ts"], { query: "?raw", import: "default", eager: true });
const CATALOGUES = import.meta.glob<Catalogue>("../??.json", { import: "default", eager: true });

const uses = usesIn(SOURCES);

describe("what the desktop says", () => {
  it("is written where it is said", () => {
    expect(uses.faults).toEqual([]);
    expect([...uses.texts].filter((text) => argumentsOf(text) instanceof Error)).toEqual([]);
  });

  it.each(LANGUAGES.filter((language) => language.id !== "en"))("is in the catalogue of $name: otherwise run scripts/messages", ({ id, tag }) => {
    const catalogue = CATALOGUES[`../${id}.json`] ?? {};
    expect(faultsIn(catalogue, uses.texts, tag)).toEqual([]);
    if (!MAY_LACK) expect(untranslated(catalogue)).toEqual([]);
  });

  it("has no catalogue of a language that nobody can choose", () => {
    expect(Object.keys(CATALOGUES).map((path) => path.slice(3, -5)).sort()).toEqual(LANGUAGES.map(({ id }) => id as string).filter((id) => id !== "en").sort());
  });
});

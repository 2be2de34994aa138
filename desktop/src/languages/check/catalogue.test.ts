import { describe, expect, it } from "vitest";
import { faultsIn, renewed, untranslated } from "./catalogue";
import { argumentsOf, faultsOf } from "./message";

const FILES = "{count, plural, one {# file} other {# files}}";
const ARABIC = "{count, plural, zero {a} one {b} two {c} few {d} many {e} other {f}}";

describe("a translation", () => {
  it.each([
    ["that is right", FILES, "{count, plural, one {# Datei} other {# Dateien}}", "de", []],
    ["that says which sense in English", "Open||a state", "Offen", "de", []],
    ["that needs no plural", FILES, "{count, plural, other {# 个文件}}", "zh", []],
    ["that puts the number in plainly", FILES, "{count, number} 个文件", "zh", []],
    ["with all plurals of its language", FILES, ARABIC, "ar", []],
    ["without the plural of millions", FILES, "{count, plural, one {# fichier} other {# fichiers}}", "fr", []],
    ["with a number of its own", FILES, "{count, plural, =0 {keine} one {#} other {#}}", "de", []],
    ["that lacks a plural", FILES, "{count, plural, other {# Dateien}}", "de", ['the plural "one" is missing']],
    ["with a plural of another language", FILES, "{count, plural, one {#} few {#} other {#}}", "de", ['there is no plural "few" in de']],
    ["that lacks a value", "{name} is gone", "ist weg", "de", ["name is missing"]],
    ["with another value", "{name} is gone", "{nom} a disparu", "fr", ["name is missing", "nom is not in the English"]],
    ["that lacks a tag", "Read <link>it</link>", "Lesen", "de", ["link is missing"]],
    ["that selects otherwise", "{kind, select, a {A} other {B}}", "{kind, select, other {B}}", "de", ["kind selects among other"]],
  ])("%s", (_what, english, translated, locale, faults) => {
    expect(faultsOf(english, translated, locale)).toEqual(faults);
  });

  it("that cannot be read is told", () => {
    expect(faultsOf("{name}", "{name", "de")[0]).toMatch(/^cannot be read: /);
    expect(faultsOf("{name", "", "de")[0]).toMatch(/^the English cannot be read: /);
    expect(argumentsOf("{name")).toBeInstanceOf(Error);
  });
});

describe("a catalogue", () => {
  const texts = new Set(["Open", "Close"]);

  it("has what is said and nothing else", () => {
    expect(faultsIn({ Open: "Öffnen", Close: "" }, texts, "de")).toEqual([]);
    expect(faultsIn({ Open: "Öffnen", Shut: "Zu" }, texts, "de")).toEqual(['"Close" is not there', 'nothing says "Shut"']);
    expect(faultsIn({ Open: "{x}", Close: "" }, texts, "de")).toEqual(['"Open": x is not in the English']);
  });

  it("is renewed without losing what is translated", () => {
    const now = renewed({ Open: "Öffnen", Shut: "Zu" }, texts);
    expect(Object.entries(now)).toEqual([["Close", ""], ["Open", "Öffnen"]]);
    expect(untranslated(now)).toEqual(["Close"]);
  });
});

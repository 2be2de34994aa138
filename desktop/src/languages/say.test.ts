import { effect } from "@preact/signals";
import { afterEach, describe, expect, it } from "vitest";
import { collation, dateFormat, listFormat, numberFormat, relativeFormat } from "./formats";
import { speechFor, type Language } from "./known";
import { rich, say, t, tell } from "./say";
import { speak, spoken, type Catalogue } from "./speech";

const into = (language: Language, catalogue: Catalogue = {}): Promise<void> => speak(speechFor(language, []), async () => catalogue);

afterEach(() => into("en"));

describe("a text", () => {
  it("is itself in English", () => {
    expect(t("Take a snapshot")).toBe("Take a snapshot");
    expect(t("It’s {name}’s", { name: "Ann" })).toBe("It’s Ann’s");
    expect(t("Don't")).toBe("Don't");
  });

  it("is what the catalogue says, and English where it says nothing", async () => {
    await into("de", { "Take a snapshot": "Snapshot aufnehmen", Open: "" });
    expect(t("Take a snapshot")).toBe("Snapshot aufnehmen");
    expect(t("Open")).toBe("Open");
    expect(t("Close")).toBe("Close");
  });

  it("counts as its language does, and untranslated as English does", async () => {
    const files = (count: number): string => t("{count, plural, one {# file} other {# files}}", { count });
    expect([files(1), files(1200)]).toEqual(["1 file", "1,200 files"]);
    await into("ar");
    expect(files(3)).toBe("3 files");
    await into("ar", { "{count, plural, one {# file} other {# files}}": "{count, plural, zero {zero} one {one} two {two} few {few} many {many} other {other}}" });
    expect([0, 1, 2, 3, 11, 100].map(files)).toEqual(["zero", "one", "two", "few", "many", "other"]);
  });

  it("keeps to itself which sense is meant", async () => {
    expect(t("Open||a state")).toBe("Open");
    expect(t("{name} open||a state", { name: "A" })).toBe("A open");
    await into("de", { "Open||a state": "Offen", Open: "Öffnen" });
    expect([t("Open||a state"), t("Open")]).toEqual(["Offen", "Öffnen"]);
  });

  it("of a table is said when it is asked for", async () => {
    const names = [say("Light"), say("Dark")];
    await into("fr", { Light: "Clair", Dark: "Sombre" });
    expect(names.map((name) => tell(name))).toEqual(["Clair", "Sombre"]);
  });

  it("can hold something else than text", async () => {
    const link = (inside: readonly unknown[]): { readonly to: readonly unknown[] } => ({ to: inside });
    expect(rich("Read <link>the guide</link> of {name}.", { link, name: "Ann" })).toEqual(["Read ", { to: ["the guide"] }, " of Ann."]);
    await into("de", { "Read <link>the guide</link> of {name}.": "<link>Die Anleitung</link> von {name} lesen." });
    expect(rich("Read <link>the guide</link> of {name}.", { link, name: { file: 1 } })).toEqual([{ to: ["Die Anleitung"] }, " von ", { file: 1 }, " lesen."]);
    expect(rich("Nothing in it", {})).toEqual(["Nothing in it"]);
  });

  it("is said anew when the language changes", async () => {
    const seen: string[] = [];
    const stop = effect(() => void seen.push(t("Open")));
    await into("de", { Open: "Öffnen" });
    stop();
    expect(seen).toEqual(["Open", "Öffnen"]);
  });

  it("that is not known beforehand, no type lets through", () => {
    const found: string = ["Open"].join("");
    // @ts-expect-error: it is in no catalogue
    t(found);
    // @ts-expect-error: what is said of a table was marked there
    tell("Open");
    expect(found).toBe("Open");
  });
});

describe("a language", () => {
  it("that was asked for last is spoken, whichever catalogue comes first", async () => {
    let resolve = (_catalogue: Catalogue): void => undefined;
    const slow = speak(speechFor("de", []), () => new Promise<Catalogue>((come) => (resolve = come)));
    await into("fr");
    resolve({});
    await slow;
    expect(spoken.value.language.id).toBe("fr");
  });

  it("whose catalogue cannot be had is not spoken", async () => {
    await expect(speak(speechFor("de", []), () => Promise.reject(new Error("offline")))).rejects.toThrow("offline");
    expect(spoken.value.language.id).toBe("en");
  });

  it("has its ways of dates, numbers, lists and orders", async () => {
    const day = dateFormat({ day: "numeric", month: "long", timeZone: "UTC" });
    const number = numberFormat({ maximumFractionDigits: 1 });
    const near = relativeFormat({ numeric: "auto" });
    const list = listFormat();
    const order = collation();
    expect([day(new Date(0)), number(1234.5), near(-1, "day"), list(["a", "b"])]).toEqual(["January 1", "1,234.5", "yesterday", "a and b"]);
    await into("de");
    expect([day(new Date(0)), number(1234.5), near(-1, "day"), list(["a", "b"])]).toEqual(["1. Januar", "1.234,5", "gestern", "a und b"]);
    expect(["z", "ä", "a"].sort(order)).toEqual(["a", "ä", "z"]);
  });
});

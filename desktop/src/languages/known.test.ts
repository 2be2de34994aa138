import { describe, expect, it } from "vitest";
import { speechFor, type Choice } from "./known";

const CASES: readonly (readonly [string, Choice, readonly string[], string, string])[] = [
  ["what the browser prefers", "system", ["fr-CA", "en"], "fr", "fr-CA"],
  ["the first that is spoken here", "system", ["sv", "ja-JP", "de"], "ja", "ja-JP"],
  ["English, if none is", "system", ["sv", "nb"], "en", "en"],
  ["English, if the browser says nothing", "system", [], "en", "en"],
  ["any Chinese", "system", ["zh-TW"], "zh", "zh-TW"],
  ["letters of any size", "system", ["DE-at"], "de", "DE-at"],
  ["what a person chose", "ar", ["de"], "ar", "ar"],
  ["with the ways of their country", "en", ["de-DE", "en-GB"], "en", "en-GB"],
];

describe("the language", () => {
  it.each(CASES)("is %s", (_what, choice, preferred, language, locale) => {
    const speech = speechFor(choice, preferred);
    expect([speech.language.id, speech.locale]).toEqual([language, locale]);
  });
});

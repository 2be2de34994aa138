// The languages that the desktop speaks, and which one a person means.

export const LANGUAGES = [
  { id: "en", tag: "en", name: "English", direction: "ltr" },
  { id: "de", tag: "de", name: "Deutsch", direction: "ltr" },
  { id: "fr", tag: "fr", name: "Français", direction: "ltr" },
  { id: "es", tag: "es", name: "Español", direction: "ltr" },
  { id: "zh", tag: "zh-Hans", name: "简体中文", direction: "ltr" },
  { id: "ja", tag: "ja", name: "日本語", direction: "ltr" },
  { id: "ar", tag: "ar", name: "العربية", direction: "rtl" },
] as const;

export type Known = (typeof LANGUAGES)[number];
export type Language = Known["id"];

/** A language, or what the browser prefers. */
export type Choice = "system" | Language;

export const CHOICES: readonly Choice[] = ["system", ...LANGUAGES.map((language) => language.id)];

/** A language that is spoken, and the locale in whose way its numbers and dates are written: the person's own country's, if the browser says one. */
export interface Speech {
  readonly language: Known;
  readonly locale: string; // BCP 47
}

/** `preferred`: BCP 47, best first, as in navigator.languages. English, if nothing fits. */
export function speechFor(choice: Choice, preferred: readonly string[]): Speech {
  const wanted = choice === "system" ? preferred.map(baseOf).find((base) => named(base)) : choice;
  const language = named(wanted) ?? LANGUAGES[0];
  return { language, locale: preferred.find((tag) => baseOf(tag) === language.id) ?? language.tag };
}

const named = (id: string | undefined): Known | undefined => LANGUAGES.find((language) => language.id === id);

const baseOf = (tag: string): string => tag.split("-")[0]?.toLowerCase() ?? "";

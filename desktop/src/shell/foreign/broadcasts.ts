// What all apps are told when it changes.

import type { Fields } from "../../core/foreign/fields";
import type { Language } from "../../languages/known";

/** The contract tells a theme as one colour, in degrees and shares; `dark` is for who asks only that. */
export function themeSaid(dark: boolean): Fields {
  const lightness = dark ? "12%" : "97%";
  const palette = {
    primaryHue: 24,
    primarySaturation: "20%",
    primaryLightness: lightness,
    primaryAlpha: 1,
    primaryColor: dark ? "#f6ece4" : "#2b211b",
  };
  return { msg: "broadcast", name: "themeChanged", data: { palette, dark } };
}

export function localeSaid(language: Language): Fields {
  return { msg: "broadcast", name: "localeChanged", data: { language } };
}

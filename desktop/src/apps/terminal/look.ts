// The terminal's colours and letters, for light and dark.

import type { ISearchOptions } from "@xterm/addon-search";
import type { ITheme } from "@xterm/xterm";

export const FONT = '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
export const FONT_SIZES = { least: 9, usual: 13.5, most: 28 } as const;

const DARK: ITheme = {
  background: "#1a1412",
  foreground: "#f1e6dd",
  cursor: "#f2925a",
  cursorAccent: "#1a1412",
  selectionBackground: "#6b422b",
  black: "#3a2f2a",
  red: "#f4796b",
  green: "#8fc47a",
  yellow: "#f0bd6d",
  blue: "#82aaf0",
  magenta: "#d79be0",
  cyan: "#74c7c0",
  white: "#d9cbc0",
  brightBlack: "#8d7c71",
  brightRed: "#ff9a8d",
  brightGreen: "#aadc96",
  brightYellow: "#ffd58f",
  brightBlue: "#a6c4ff",
  brightMagenta: "#eabdf1",
  brightCyan: "#98dfd9",
  brightWhite: "#fff6ee",
};

const LIGHT: ITheme = {
  background: "#fffbf7",
  foreground: "#33271f",
  cursor: "#c2481a",
  cursorAccent: "#fffbf7",
  selectionBackground: "#f6d3bd",
  black: "#33271f",
  red: "#b3261e",
  green: "#2f7a33",
  yellow: "#8a5a00",
  blue: "#2456b3",
  magenta: "#8b3a96",
  cyan: "#0f6f72",
  white: "#6f6157",
  brightBlack: "#85766b",
  brightRed: "#cf3a30",
  brightGreen: "#3b8a3f",
  brightYellow: "#9c6a0b",
  brightBlue: "#3769cc",
  brightMagenta: "#a04fac",
  brightCyan: "#1d8285",
  brightWhite: "#2b211b",
};

export const themeFor = (dark: boolean): ITheme => (dark ? DARK : LIGHT);

/** What is found, and which of it is shown. */
export const foundColours = (dark: boolean): NonNullable<ISearchOptions["decorations"]> =>
  dark
    ? { matchBackground: "#5a4420", activeMatchBackground: "#8a4a1e", activeMatchBorder: "#f2925a", matchOverviewRuler: "#8a6a30", activeMatchColorOverviewRuler: "#f2925a" }
    : { matchBackground: "#fbe7b0", activeMatchBackground: "#f7c79c", activeMatchBorder: "#c2481a", matchOverviewRuler: "#d9a520", activeMatchColorOverviewRuler: "#c2481a" };

// The colours that a terminal can have: those of the desktop, and well-known ones, each as its author gives it.
// Sources: draculatheme.com/spec, nordtheme.com/docs/colors-and-palettes, the palette of github.com/morhetz/gruvbox.

import type { ITheme } from "@xterm/xterm";

/** The sixteen, as programs number them. */
const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const BRIGHT = ["brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan", "brightWhite"] as const;

export type Colours = ITheme & { readonly [name in (typeof NAMES)[number] | (typeof BRIGHT)[number] | "background" | "foreground" | "cursor" | "selectionBackground"]: string };

/** `background foreground cursor selection`, and the sixteen in two lines; all without their #. */
function colours(ground: string, usual: string, bright: string): Colours {
  const [background, foreground, cursor, selectionBackground] = read(ground);
  const named = (names: readonly string[], line: string) => Object.fromEntries(read(line).map((colour, at) => [names[at], colour]));
  return { background, foreground, cursor, cursorAccent: background, selectionBackground, ...named(NAMES, usual), ...named(BRIGHT, bright) } as Colours;
}

const read = (line: string): readonly string[] => line.split(" ").map((colour) => `#${colour}`);

export const SCHEMES = {
  dark: colours(
    "1a1412 f1e6dd f2925a 6b422b",
    "3a2f2a f4796b 8fc47a f0bd6d 82aaf0 d79be0 74c7c0 d9cbc0",
    "8d7c71 ff9a8d aadc96 ffd58f a6c4ff eabdf1 98dfd9 fff6ee",
  ),
  light: colours(
    "fffbf7 33271f c2481a f6d3bd",
    "33271f b3261e 2f7a33 8a5a00 2456b3 8b3a96 0f6f72 6f6157",
    "85766b cf3a30 3b8a3f 9c6a0b 3769cc a04fac 1d8285 2b211b",
  ),
  dracula: colours(
    "282a36 f8f8f2 f8f8f2 44475a",
    "21222c ff5555 50fa7b f1fa8c bd93f9 ff79c6 8be9fd f8f8f2",
    "6272a4 ff6e6e 69ff94 ffffa5 d6acff ff92df a4ffff ffffff",
  ),
  nord: colours(
    "2e3440 d8dee9 d8dee9 434c5e",
    "3b4252 bf616a a3be8c ebcb8b 81a1c1 b48ead 88c0d0 e5e9f0",
    "4c566a bf616a a3be8c ebcb8b 81a1c1 b48ead 8fbcbb eceff4",
  ),
  gruvboxDark: colours(
    "282828 ebdbb2 ebdbb2 504945",
    "3c3836 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c d5c4a1",
    "928374 fb4934 b8bb26 fabd2f 83a598 d3869b 8ec07c ebdbb2",
  ),
  gruvboxLight: colours(
    "fbf1c7 3c3836 3c3836 d5c4a1",
    "3c3836 9d0006 79740e b57614 076678 8f3f71 427b58 665c54",
    "928374 9d0006 79740e b57614 076678 8f3f71 427b58 3c3836",
  ),
  contrast: colours(
    "000000 ffffff ffff00 0050a0",
    "5c5c5c ff8080 60ff60 ffff60 8cb4ff ff8cff 60ffff ffffff",
    "a8a8a8 ffa0a0 a0ffa0 ffffa0 b4d0ff ffb4ff a0ffff ffffff",
  ),
} as const;

export type SchemeName = keyof typeof SCHEMES;

export const coloursOf = (scheme: SchemeName | "desktop", dark: boolean): Colours => SCHEMES[scheme === "desktop" ? (dark ? "dark" : "light") : scheme];

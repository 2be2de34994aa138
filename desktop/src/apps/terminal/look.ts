// How terminals look: what a person chose of colours, letters and the cursor, and what follows from it.

import type { ISearchOptions } from "@xterm/addon-search";
import { SCHEMES, type Colours, type SchemeName } from "./schemes";

export const FONT = '"JetBrains Mono", ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';
export const FONT_SIZES = { least: 9, usual: 13.5, most: 28 } as const;

export const CURSORS = ["block", "bar", "underline"] as const;
export type Cursor = (typeof CURSORS)[number];

export interface TerminalLook {
  readonly scheme: SchemeName | "desktop"; // the desktop's own, light or dark with it
  readonly fontSize: number; // CSS pixels
  readonly cursor: Cursor;
}

export const USUAL: TerminalLook = { scheme: "desktop", fontSize: FONT_SIZES.usual, cursor: "block" };

/** What was stored may be old or damaged: of that each part is as usual. */
export function readLook(stored: unknown): TerminalLook | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { scheme, fontSize, cursor }: { scheme?: unknown; fontSize?: unknown; cursor?: unknown } = stored;
  return {
    scheme: typeof scheme === "string" && Object.hasOwn(SCHEMES, scheme) ? (scheme as SchemeName) : USUAL.scheme,
    fontSize: typeof fontSize === "number" && fontSize >= FONT_SIZES.least && fontSize <= FONT_SIZES.most ? fontSize : USUAL.fontSize,
    cursor: CURSORS.find((one) => one === cursor) ?? USUAL.cursor,
  };
}

export const resized = (look: TerminalLook, by: number): TerminalLook => ({ ...look, fontSize: Math.max(FONT_SIZES.least, Math.min(FONT_SIZES.most, look.fontSize + by)) });

/** What is found, and which of it is shown: in the colours of the scheme, and so that the words stay legible. */
export function foundColours({ background, cursor, yellow }: Colours): NonNullable<ISearchOptions["decorations"]> {
  return {
    matchBackground: mixed(background, yellow, 0.2),
    activeMatchBackground: mixed(background, cursor, 0.25),
    activeMatchBorder: cursor,
    matchOverviewRuler: mixed(background, yellow, 0.6),
    activeMatchColorOverviewRuler: cursor,
  };
}

/** `share`: of the other. */
function mixed(one: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [from, to] = [one, other].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * share).toString(16).padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

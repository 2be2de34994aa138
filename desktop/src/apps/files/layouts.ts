// How a directory can be shown.

import { Columns3, Images, LayoutGrid, List, type LucideIcon } from "lucide-preact";
import { say, type Said } from "../../languages/say";

export type Layout = "icons" | "list" | "gallery" | "columns";

interface Size {
  readonly width: number; // pixels, at least; a row has the whole width
  readonly height: number; // exactly
}

interface Look {
  readonly layout: Layout;
  readonly label: Said;
  readonly shown: Said;
  readonly icon: LucideIcon;
  readonly size: Size;
  readonly touch: Size;
}

export const LOOKS: readonly Look[] = [
  { layout: "icons", label: say("Icons"), shown: say("Shown as icons"), icon: LayoutGrid, size: { width: 116, height: 122 }, touch: { width: 104, height: 122 } },
  { layout: "gallery", label: say("Gallery"), shown: say("Shown as gallery"), icon: Images, size: { width: 196, height: 204 }, touch: { width: 164, height: 184 } },
  { layout: "list", label: say("List"), shown: say("Shown as list"), icon: List, size: { width: Infinity, height: 36 }, touch: { width: Infinity, height: 52 } },
  { layout: "columns", label: say("Columns"), shown: say("Shown as columns"), icon: Columns3, size: { width: Infinity, height: 32 }, touch: { width: Infinity, height: 52 } },
];
const FIRST: Look = LOOKS[0] as Look;

export const lookOf = (layout: Layout): Look => LOOKS.find((look) => look.layout === layout) ?? FIRST;

/** What was remembered. */
export function readLayout(text: string | null): Layout {
  return LOOKS.find((look) => look.layout === text)?.layout ?? FIRST.layout;
}

export const sizeOf = (layout: Layout, touch: boolean): Size => lookOf(layout)[touch ? "touch" : "size"];

/** Of what a search found: two lines. */
export const FOUND_SIZE: Size = { width: Infinity, height: 56 };

export const isGrid = (layout: Layout): boolean => layout === "icons" || layout === "gallery";

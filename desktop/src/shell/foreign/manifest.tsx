// An app of the registry as an app of the desktop.

import { AppWindow, type LucideIcon } from "lucide-preact";
import type { ComponentType, JSX } from "preact";
import type { Size } from "../../core/geometry";
import type { App } from "../../wire/generated";
import type { AppManifest, AppProps } from "../app";

const SIZE: Size = { width: 820, height: 560 };
const LEAST = 200; // px
const MOST = 4000;
const TINTS = ["ember", "night", "dusk", "moss"] as const;

export function manifestOf(app: App, kept: boolean, view: () => Promise<(app: App) => ComponentType<AppProps>>): AppManifest {
  return {
    id: app.id,
    name: app.title,
    about: app.description ?? "",
    ...lookOf(app),
    size: sizeOf(app.metadata ?? {}),
    many: true,
    others: true,
    kept,
    ...(kept && app.types?.length ? { opens: [{ types: app.types }] } : {}), // who was not asked for is given no files
    load: async () => ({ App: (await view())(app) }),
  };
}

/** How it looks wherever it is offered. */
export function lookOf(app: App): Pick<AppManifest, "icon" | "tint"> {
  const tint = TINTS[[...app.id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % TINTS.length] ?? "ember";
  return { icon: app.icon ? pictured(app.icon) : AppWindow, tint };
}

/** Its picture where the house's own apps have a sign; the tile under it shows at its corners. */
function pictured(address: string): LucideIcon {
  return function Picture(): JSX.Element {
    return <img class="app-picture" src={address} alt="" draggable={false} />;
  };
}

/** As the contract has it: `metadata.window_size: {width, height}`, in px. */
export function sizeOf(metadata: Readonly<Record<string, unknown>>): Size {
  const said = metadata["window_size"];
  const { width, height } = typeof said === "object" && said !== null ? (said as Record<string, unknown>) : {};
  const side = (value: unknown, missing: number): number => {
    const read = Number(value);
    return Number.isFinite(read) && read > 0 ? Math.min(MOST, Math.max(LEAST, Math.round(read))) : missing;
  };
  return { width: side(width, SIZE.width), height: side(height, SIZE.height) };
}

// An app's icon: its sign on a tinted tile.

import type { JSX } from "preact";
import type { AppManifest } from "./app";

export function AppIcon({ app, size }: { readonly app: Pick<AppManifest, "icon" | "tint">; readonly size: number }): JSX.Element {
  const Sign = app.icon;
  return (
    <span class={`app-icon ${app.tint}`} style={{ "--size": `${size}px` }} aria-hidden="true">
      <Sign size={Math.round(size * 0.56)} strokeWidth={size > 30 ? 1.8 : 2.2} />
    </span>
  );
}

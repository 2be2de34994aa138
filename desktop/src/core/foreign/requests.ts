// What an app can ask of the desktop, as values. The contract's own names are in `read`.

import type { Fields } from "./fields";
import type { MenuChange, MenuSpec } from "./menus";

export interface Choice {
  readonly label: string;
  readonly value: unknown; // what the app gets when it is chosen
  readonly look: "plain" | "primary" | "danger";
}

/** Parts of a window's place; null: it stays. */
export interface Place {
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** A file as somebody who may use it hands it on: with signed addresses. */
export interface Item {
  readonly uid: string;
  readonly name: string;
  readonly path: string;
  readonly readUrl: string;
  readonly writeUrl: string;
  readonly metadataUrl: string;
  readonly size: number | null;
  readonly modified: number | null;
  readonly created: number | null;
  readonly accessed: number | null;
}

/** What is made of a path that is not there yet, once its person has allowed it; "": nothing, "fitting": what its name looks like. */
export type Creating = "" | "fitting" | "dir" | "file";

export type Request =
  | { readonly kind: "ready" }
  | { readonly kind: "focused" }
  | { readonly kind: "pointer"; readonly x: number; readonly y: number }
  | { readonly kind: "alert"; readonly message: string; readonly choices: readonly Choice[] }
  | { readonly kind: "prompt"; readonly message: string; readonly placeholder: string; readonly value: string }
  | { readonly kind: "notify"; readonly title: string; readonly text: string; readonly icon: string; readonly value: unknown; readonly uid: unknown }
  | { readonly kind: "open-file"; readonly accept: readonly string[]; readonly multiple: boolean; readonly path: string }
  | { readonly kind: "open-directory"; readonly multiple: boolean; readonly path: string }
  | { readonly kind: "save-file"; readonly content: unknown; readonly name: string }
  | { readonly kind: "save-entry"; readonly source: string; readonly how: "copy" | "move"; readonly name: string }
  | { readonly kind: "save-address" }
  | { readonly kind: "colour"; readonly value: string }
  | { readonly kind: "font"; readonly value: string }
  | { readonly kind: "title"; readonly title: string; readonly window: number | null }
  | { readonly kind: "place"; readonly place: Place; readonly window: number | null }
  | { readonly kind: "show"; readonly how: "show" | "hide" | "toggle" }
  | { readonly kind: "side-window"; readonly title: string; readonly content: string; readonly place: Place; readonly centred: boolean; readonly fixed: boolean; readonly blocks: boolean }
  | { readonly kind: "menubar"; readonly menu: MenuSpec }
  | { readonly kind: "context-menu"; readonly menu: MenuSpec }
  | { readonly kind: "menu-item"; readonly change: MenuChange }
  | { readonly kind: "language" }
  | { readonly kind: "instances" }
  | { readonly kind: "permission"; readonly permissions: readonly string[]; readonly create: Creating }
  | { readonly kind: "nothing-to-do"; readonly answer: Fields } // asks for what a house of one's own has no need of
  | { readonly kind: "launch"; readonly app: string; readonly args: unknown; readonly items: readonly Item[]; readonly paths: readonly string[]; readonly hidden: boolean }
  | { readonly kind: "connect"; readonly app: string }
  | { readonly kind: "connection-answer"; readonly to: string; readonly accept: boolean; readonly value: unknown }
  | { readonly kind: "message"; readonly to: string; readonly contents: unknown }
  | { readonly kind: "close-app"; readonly to: string }
  | { readonly kind: "answer"; readonly yes: boolean; readonly about: number }
  | { readonly kind: "exit"; readonly status: number }
  | { readonly kind: "token" };

export type Kind = Request["kind"];

/** How the app knows the answer: by the number of its message, of its function, or it wants none. */
export type ReplyTo = { readonly message: number } | { readonly callback: number } | null;

export interface Heard {
  readonly request: Request;
  readonly replyTo: ReplyTo;
}

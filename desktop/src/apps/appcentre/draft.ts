// What is said about an app that is published: read from what people type, and from what its folder says of itself. Pure.

import { say, type Said } from "../../languages/say";
import type { App, Visibility } from "../../wire/generated";

export interface Draft {
  readonly folder: string; // a path; "" until one is chosen, or of an app whose page is elsewhere
  readonly name: string; // in its address
  readonly title: string;
  readonly description: string;
  readonly types: string; // as they are typed
  readonly icon: string | null; // a data: URL, "": none; null: as it is
  readonly visibility: Visibility;
  readonly metadata: Readonly<Record<string, unknown>> | null; // null: as it is
}

export const EMPTY: Draft = { folder: "", name: "", title: "", description: "", types: "", icon: "", visibility: "private", metadata: null };

export const draftOf = (app: App, folder: string): Draft => ({
  folder,
  name: app.name,
  title: app.title,
  description: app.description ?? "",
  types: (app.types ?? []).join(", "),
  icon: null,
  visibility: app.visibility,
  metadata: null,
});

const MOST_LETTERS = 60;
const NAME = /^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/;

/** A name for the address, made of any text: "My Notes!" becomes "my-notes". */
export function nameFrom(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MOST_LETTERS)
    .replace(/^-+|-+$/g, "");
}

/** What keeps a name from being one, of an app and of its site; null: nothing. */
export function faultOfName(name: string): Said | null {
  return NAME.test(name) ? null : say("A name has small letters, digits and dashes, and no dash at its ends.");
}

/** ".md, txt image/*" as the daemon reads it. */
export function typesOf(text: string): readonly string[] {
  const types = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((type) => (type.startsWith(".") || type.includes("/") ? type : `.${type}`));
  return [...new Set(types)];
}

const TYPE = /^(\.[a-z0-9][a-z0-9._+-]*|[a-z0-9][a-z0-9.+-]*\/(\*|[a-z0-9][a-z0-9.+-]*))$/;

export const oddTypes = (text: string): readonly string[] => typesOf(text).filter((type) => !TYPE.test(type));

export interface Told {
  readonly title?: string;
  readonly description?: string;
  readonly types?: string;
  readonly icon?: string; // the name of a file beside it
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What a folder's `app.json` says of its app, as far as it can be read. */
export function readManifest(text: string): Told {
  const said = parse(text);
  if (typeof said !== "object" || said === null) return {};
  const { title, description, types, icon, metadata } = said as Record<string, unknown>;
  return {
    ...(typeof title === "string" ? { title } : {}),
    ...(typeof description === "string" ? { description } : {}),
    ...(Array.isArray(types) ? { types: types.filter((type) => typeof type === "string").join(", ") } : {}),
    ...(typeof icon === "string" && !icon.includes("..") ? { icon } : {}),
    ...(typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? { metadata: metadata as Record<string, unknown> } : {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const ICONS = ["icon.svg", "icon.png", "icon.webp", "logo.svg", "logo.png", "favicon.svg", "favicon.png", "favicon.ico"];

/** Which of a folder's files is most likely its app's icon. */
export const iconAmong = (names: readonly string[]): string | undefined => ICONS.find((name) => names.includes(name));

// What an app holds: what its person has permitted it by name, and the things of theirs that it was given. In words.

import { describeAccess, readWish } from "../../core/foreign/permissions";
import { t } from "../../languages/say";
import type { FileEntry, Grant, Mode, Permission } from "../../wire/generated";

export type Holding =
  | { readonly kind: "permission"; readonly id: string; readonly name: string; readonly whomever: boolean }
  | { readonly kind: "thing"; readonly id: string; readonly of: string; readonly object: string; readonly name: string; readonly mode: Mode };

/** Of an app that acts for this person, or, where it is their own, for whomever. */
export function holdingsOf(app: string, person: string, given: readonly Permission[], issued: readonly Grant[]): readonly Holding[] {
  const holders = [`${person}:${app}`, `*:${app}`];
  const permissions = given
    .filter(({ holder_kind, holder }) => holder_kind === "app" && holders.includes(holder))
    .map(({ name, holder }): Holding => ({ kind: "permission", id: `${holder} ${name}`, name, whomever: holder.startsWith("*:") }));
  const things = issued
    .filter(({ holder_kind, holder }) => holder_kind === "app" && holders.includes(holder.id))
    .map((grant): Holding => ({ kind: "thing", id: grant.id, of: grant.kind, object: grant.object, name: grant.name ?? "", mode: grant.mode }));
  return [...things, ...permissions];
}

export interface Described {
  readonly words: string;
  readonly note: string; // for those who want it exactly
}

/** `entry`: the file or folder that it is about, where it is still there. */
export function describe(holding: Holding, entry: FileEntry | undefined): Described {
  if (holding.kind === "thing") {
    if (entry) return { words: describeAccess(holding.mode, entry.name, entry.kind === "directory"), note: entry.path };
    if (holding.of === "entry") return { words: t("Something that is gone"), note: holding.object };
    return { words: t("Use “{name}”, which is yours", { name: holding.name || holding.object }), note: `${holding.of}: ${holding.mode}` };
  }
  const wish = readWish(holding.name);
  const named = wish.about !== "words" || wish.words === t("Hold the permission"); // which words alone do not tell
  const words = wish.about === "words" ? wish.words : describeAccess(wish.mode, wish.entry, true);
  return { words: holding.whomever ? t("{what}, for everybody who uses it", { what: words }) : words, note: named ? holding.name : "" };
}

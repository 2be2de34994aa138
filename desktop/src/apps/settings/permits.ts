// What was permitted, by whom it was permitted to.

import type { Permission, Recipient } from "../../wire/generated";

export interface Permit {
  readonly kind: Recipient["kind"];
  readonly holder: string; // an id, or a group's name
  readonly whomever: boolean; // an app of one's own, for whomever it acts
  readonly names: readonly string[];
}

const KINDS: readonly string[] = ["user", "group", "app", "token"] satisfies readonly Recipient["kind"][];

/** In the order in which each was first permitted something; a link has no name by which it could be taken back. */
export function permitsOf(given: readonly Permission[]): readonly Permit[] {
  const permits = new Map<string, Permit>();
  for (const { holder_kind, holder: said, name } of given) {
    if (!KINDS.includes(holder_kind)) continue;
    const key = `${holder_kind} ${said}`;
    const holder = holder_kind === "app" ? said.slice(said.indexOf(":") + 1) : said; // `PERSON:APP`, as whose app it acts
    permits.set(key, { kind: holder_kind as Recipient["kind"], holder, whomever: holder_kind === "app" && said.startsWith("*:"), names: [...(permits.get(key)?.names ?? []), name] });
  }
  return [...permits.values()];
}

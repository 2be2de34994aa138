// What was permitted, by whom it was permitted to.

import type { Permission, Recipient } from "../../wire/generated";

export interface Permit {
  readonly kind: Recipient["kind"];
  readonly holder: string; // an id, or a group's name
  readonly names: readonly string[];
}

const KINDS: readonly string[] = ["user", "group", "app", "token"] satisfies readonly Recipient["kind"][];

/** In the order in which each was first permitted something; a link has no name by which it could be taken back. */
export function permitsOf(given: readonly Permission[]): readonly Permit[] {
  const permits = new Map<string, Permit>();
  for (const { holder_kind, holder, name } of given) {
    if (!KINDS.includes(holder_kind)) continue;
    const key = `${holder_kind} ${holder}`;
    permits.set(key, { kind: holder_kind as Recipient["kind"], holder, names: [...(permits.get(key)?.names ?? []), name] });
  }
  return [...permits.values()];
}

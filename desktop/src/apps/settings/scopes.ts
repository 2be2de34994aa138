// What tokens may do, sorted so that people find their way: scopes are named `area:verb`.

import { say, t, tell, type Said } from "../../languages/say";

export interface ScopeArea {
  readonly area: string;
  readonly name: string;
  readonly scopes: readonly { readonly scope: string; readonly verb: string }[];
}

const AREAS: Readonly<Record<string, Said>> = {
  account: say("Your account"),
  accounts: say("Other people's accounts"),
  ai: say("Models"),
  apps: say("Apps"),
  events: say("Events"),
  files: say("Files"),
  grants: say("Shares"),
  groups: say("Groups"),
  images: say("Images"),
  interfaces: say("Interfaces"),
  kv: say("Keys and values"),
  links: say("Public links"),
  machines: say("Machines"),
  metrics: say("Metrics"),
  notifications: say("Notifications"),
  permissions: say("Permissions"),
  sites: say("Sites"),
  storage: say("Storage of the house"),
  system: say("What runs here"),
  tokens: say("Tokens"),
};

function nameOf(area: string): string {
  const name = AREAS[area];
  return name ? tell(name) : area;
}

export function scopeAreas(scopes: readonly string[]): readonly ScopeArea[] {
  const areas = new Map<string, { scope: string; verb: string }[]>();
  for (const scope of [...scopes].sort()) {
    const [area = scope, verb = ""] = scope.split(":");
    areas.set(area, [...(areas.get(area) ?? []), { scope, verb: verb || t("all||that a token may do with things of a kind") }]);
  }
  return [...areas].map(([area, found]) => ({ area, name: nameOf(area), scopes: found }));
}

/** What a token may do, in a few words. */
export function describeScopes(scopes: readonly string[], all: readonly string[]): string {
  if (scopes.includes("*") || (all.length > 0 && all.every((scope) => scopes.includes(scope)))) return t("may do all that you may");
  const names = scopeAreas(scopes).map(({ name, scopes: own }) => `${name} (${own.map(({ verb }) => verb).join(", ")})`);
  return names.length > 3 ? t("{things} and {count, number} more", { things: names.slice(0, 3).join(", "), count: names.length - 3 }) : names.join(", ");
}

// What tokens may do, sorted so that people find their way: scopes are named `area:verb`.

export interface ScopeArea {
  readonly area: string;
  readonly name: string;
  readonly scopes: readonly { readonly scope: string; readonly verb: string }[];
}

const AREAS: Readonly<Record<string, string>> = {
  account: "Your account",
  accounts: "Other people's accounts",
  ai: "Models",
  apps: "Apps",
  events: "Events",
  files: "Files",
  grants: "Shares",
  groups: "Groups",
  images: "Images",
  interfaces: "Interfaces",
  kv: "Keys and values",
  links: "Public links",
  machines: "Machines",
  metrics: "Metrics",
  notifications: "Notifications",
  permissions: "Permissions",
  sites: "Sites",
  storage: "Storage of the house",
  system: "What runs here",
  tokens: "Tokens",
};

export function scopeAreas(scopes: readonly string[]): readonly ScopeArea[] {
  const areas = new Map<string, { scope: string; verb: string }[]>();
  for (const scope of [...scopes].sort()) {
    const [area = scope, verb = ""] = scope.split(":");
    areas.set(area, [...(areas.get(area) ?? []), { scope, verb: verb || "all" }]);
  }
  return [...areas].map(([area, found]) => ({ area, name: AREAS[area] ?? area, scopes: found }));
}

/** What a token may do, in a few words. */
export function describeScopes(scopes: readonly string[], all: readonly string[]): string {
  if (scopes.includes("*") || (all.length > 0 && all.every((scope) => scopes.includes(scope)))) return "may do all that you may";
  const names = scopeAreas(scopes).map(({ name, scopes: own }) => `${name} (${own.map(({ verb }) => verb).join(", ")})`);
  return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

// A folder as a website: the name that is proposed for it, and its address.

import type { Site } from "../../wire/generated";

const MOST = 63; // characters; RFC 1035: of a label

/** Letters, digits and dashes of the folder's name; "" where it has none that a name may have. */
export function nameFor(folder: string): string {
  const plain = folder.normalize("NFKD").replace(/\p{Mark}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MOST)
    .replace(/^-+|-+$/g, "");
}

/** Where it has hosts of its own, there; else on the house's. */
export function addressOf({ hosts, path }: Pick<Site, "hosts" | "path">, { origin, protocol, port }: Pick<Location, "origin" | "protocol" | "port">): string {
  const [host] = hosts ?? [];
  return host === undefined ? `${origin}${path}` : `${protocol}//${host}${port && `:${port}`}/`;
}

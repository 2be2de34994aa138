// Lists that the daemon tells in parts.

import type { Http } from "./http";

export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string | null;
}

/** Every part of a list, one after the other. */
export async function all<T>(http: Http, path: string, query: Readonly<Record<string, string | number>> = {}): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null | undefined;
  do {
    const asked = { ...query, ...(cursor ? { cursor } : {}) };
    const page: Page<T> = await http.json("GET", path, Object.keys(asked).length > 0 ? { query: asked } : {});
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return items;
}

// Names that a share may be for, so that nobody has to remember how they are written.

import type { FilesApi } from "../../client/files-api";
import { collation } from "../../languages/formats";

export interface Suggestions {
  readonly user: readonly string[];
  readonly group: readonly string[];
}

const ALWAYS = ["everyone", "admins"];

/** People who have something of one's own, who share something, or who are in one's groups; and groups. */
export async function suggest(files: Pick<FilesApi, "groups" | "issued" | "received">): Promise<Suggestions> {
  const [groups, issued, received] = await Promise.all([files.groups(), files.issued(), files.received()]);
  const people = [
    ...issued.filter((grant) => grant.holder_kind === "user").map((grant) => grant.holder.name),
    ...received.map((grant) => grant.issuer.name),
    ...groups.flatMap((group) => group.members.map((member) => member.name)),
  ];
  return { user: sorted(people), group: sorted([...groups.map((group) => group.name), ...ALWAYS]) };
}

const byName = collation();

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort(byName);

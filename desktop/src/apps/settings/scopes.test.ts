import { describe, expect, it } from "vitest";
import { describeScopes, scopeAreas } from "./scopes";

describe("scopes", () => {
  it("are sorted by area, those of an unknown one under its own name", () =>
    expect(scopeAreas(["machines:write", "other:look", "machines:read"])).toEqual([
      {
        area: "machines",
        name: "Machines",
        scopes: [
          { scope: "machines:read", verb: "read" },
          { scope: "machines:write", verb: "write" },
        ],
      },
      { area: "other", name: "other", scopes: [{ scope: "other:look", verb: "look" }] },
    ]));

  it.each([
    [["a:x", "b:y"], "may do all that you may"],
    [["*"], "may do all that you may"],
    [["files:read"], "Files (read)"],
    [["files:read", "kv:read", "sites:read", "ai:use", "apps:read"], "Models (use), Apps (read), Files (read) and 2 more"],
  ])("%j are said in a few words", (scopes, said) => expect(describeScopes(scopes, ["a:x", "b:y"])).toBe(said));
});

import { describe, expect, it } from "vitest";
import { hintOf, limitError, overridesOf, textsOf } from "./limit-fields";

const LIMITS = { machines: 5, vcpus: 64, memory_mib: 2048, disk_mib: 0, snapshots: 1, storage_mib: 10_240, requests_per_minute: 0 };

describe("limits as they are typed", () => {
  it("are what was set, and come back as it", () => {
    const overrides = { machines: 5, vcpus: 0, memory_mib: 1536, disk_mib: null, snapshots: null, storage_mib: null, requests_per_minute: null };
    const texts = textsOf(overrides);
    expect(texts).toMatchObject({ machines: "5", vcpus: "0", memory_mib: "1.5", disk_mib: "" });
    expect(overridesOf(texts)).toEqual(overrides);
  });

  it.each([
    ["machines", "", true],
    ["machines", "0", true],
    ["machines", "12", true],
    ["machines", "1.5", false],
    ["machines", "-1", false],
    ["machines", "many", false],
    ["memory_mib", "1.5", true],
    ["memory_mib", "1,5", true],
    ["memory_mib", "99999999999", false],
  ] as const)("%s %j is right: %s", (what, text, right) => expect(limitError(what, text) === null).toBe(right));

  it.each([
    ["machines", { machines: 5 }, "Now 5"],
    ["memory_mib", {}, "By default 2 GiB"],
    ["disk_mib", {}, "By default no limit"],
  ] as const)("%s are said beside the field", (what, overrides, said) => expect(hintOf(what, overrides, LIMITS)).toBe(said));
});

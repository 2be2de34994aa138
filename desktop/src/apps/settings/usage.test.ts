import { describe, expect, it } from "vitest";
import { describeUsage, describeUse } from "./usage";

describe("what is used of a limit", () => {
  it.each([
    [0, 100, "0 of 100", 0, "ok"],
    [79, 100, "79 of 100", 0.79, "ok"],
    [80, 100, "80 of 100", 0.8, "warn"],
    [95, 100, "95 of 100", 0.95, "bad"],
    [130, 100, "130 of 100", 1, "bad"],
    [7, 0, "7, no limit", null, "ok"],
  ] as const)("%i of %i", (used, limit, said, share, tone) =>
    expect(describeUse("machines", used, limit)).toEqual({ what: "machines", said, share, tone }),
  );

  it("is said in the units of what it is", () => expect(describeUse("storage_mib", 1536, 10_240).said).toBe("1.5 GiB of 10 GiB"));

  it("leaves out what is not counted", () => {
    const usage = { machines: 1, vcpus: 1, memory_mib: 1, disk_mib: 1, snapshots: 1, storage_mib: 1 };
    const said = describeUsage(usage, { ...usage, requests_per_minute: 5 });
    expect(said.map((one) => one.what)).not.toContain("requests_per_minute");
    expect(said).toHaveLength(6);
  });
});

import { expect, it } from "vitest";
import type { Limits, Usage } from "../../wire/generated";
import { SIZES } from "../../core/machine-sizes";
import { readEnvironment, readSize, textsOf, tooMuch } from "./wishes";

it("reads a size that was typed, and says of each field what is wrong", () => {
  expect(readSize(textsOf(SIZES.medium))).toEqual({ size: SIZES.medium });
  const wrong = readSize({ vcpus: "0", memory_mib: "1.5", disk_mib: "" });
  expect("errors" in wrong && Object.keys(wrong.errors)).toEqual(["vcpus", "memory_mib", "disk_mib"]);
});

it("reads an environment, and says which line is none", () => {
  expect(readEnvironment("A=1\n\n  B_2=a=b \nC=")).toEqual({ A: "1", B_2: "a=b ", C: "" });
  expect(readEnvironment("A=1\nB")).toBe(2);
  expect(readEnvironment("")).toEqual({});
});

it("says what is more than somebody may have", () => {
  const limits: Limits = { machines: 2, vcpus: 4, memory_mib: 4096, disk_mib: 0, snapshots: 0, storage_mib: 0, requests_per_minute: 0 };
  const usage: Usage = { machines: 1, vcpus: 2, memory_mib: 2048, disk_mib: 9_000_000, snapshots: 0, storage_mib: 0 };
  expect(tooMuch(SIZES.medium, limits, usage)).toBeNull();
  expect(tooMuch(SIZES.large, limits, usage)).toMatch(/4 processors/);
  expect(tooMuch({ ...SIZES.medium, memory_mib: 2049 }, limits, usage)).toMatch(/4 GiB/);
  expect(tooMuch(SIZES.small, limits, { ...usage, machines: 2 })).toMatch(/2 machines/);
});

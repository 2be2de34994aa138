import { expect, it } from "vitest";
import type { Event as Fact } from "../wire/generated";
import { fileChange } from "./file-changes";

const fact = (type: string, data: object) => ({ id: 1, at: "", type, subject: "ent_a", data }) as unknown as Fact;

it("finds what became of an entry, and nothing in facts of other things", () => {
  const change = { entry: { id: "ent_a" }, happened: "moved" };
  expect(fileChange(fact("file.moved", change))).toBe(change);
  expect(fileChange(fact("file.upload", { upload: "upl_a", received: 3 }))).toBeNull();
  expect(fileChange(fact("machine.changed", {}))).toBeNull();
});

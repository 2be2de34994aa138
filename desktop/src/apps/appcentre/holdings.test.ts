import { describe as about, expect, it } from "vitest";
import type { FileEntry, Grant, Permission } from "../../wire/generated";
import { describe, holdingsOf } from "./holdings";

const permitted = (holder: string, name: string, holder_kind: Permission["holder_kind"] = "app"): Permission => ({ name, issuer: "usr_1", holder_kind, holder });
const granted = (holder: string, object: string): Grant => ({
  id: `grt_${object}`,
  kind: "entry",
  object,
  name: "notes",
  mode: "write",
  issuer: { id: "usr_1", name: "ann" },
  holder_kind: "app",
  holder: { id: holder, name: holder },
  created_at: "",
});
const folder = { name: "notes", kind: "directory", path: "/ann/notes" } as FileEntry;

about("what an app holds", () => {
  it("is what it was given when it acts for this person, and nothing of other apps or people", () => {
    const given = [permitted("usr_1:app_1", "driver:chat"), permitted("usr_1:app_2", "driver:kv"), permitted("app_1", "driver:odd"), permitted("usr_1:app_1", "x", "user")];
    const issued = [granted("usr_1:app_1", "ent_1"), granted("usr_2:app_1", "ent_2")];
    expect(holdingsOf("app_1", "usr_1", given, issued).map(({ id }) => id)).toEqual(["grt_ent_1", "usr_1:app_1 driver:chat"]);
  });
  it("is also what an app of one's own may do for whomever it acts", () => {
    expect(holdingsOf("app_1", "usr_1", [permitted("*:app_1", "driver:chat")], [])).toMatchObject([{ whomever: true }]);
  });
});

about("in words", () => {
  const thing = holdingsOf("app_1", "usr_1", [], [granted("usr_1:app_1", "ent_1")])[0];
  const named = (holder: string, name: string) => holdingsOf("app_1", "usr_1", [permitted(holder, name)], [])[0];
  it.each([
    [thing, folder, "Read and change the folder “notes”, and all that is in it", "/ann/notes"],
    [thing, undefined, "Something that is gone", "ent_1"],
    [named("usr_1:app_1", "driver:chat"), undefined, "Use the service “chat”", ""],
    [named("*:app_1", "driver:chat"), undefined, "Use the service “chat”, for everybody who uses it", ""],
    [named("usr_1:app_1", "weather:read"), undefined, "Hold the permission", "weather:read"],
    [named("usr_1:app_1", "fs:/ann/a:read"), undefined, "Read the folder “/ann/a”, and all that is in it", "fs:/ann/a:read"],
  ])("%#", (holding, entry, words, note) => {
    expect(holding && describe(holding, entry)).toEqual({ words, note });
  });
});

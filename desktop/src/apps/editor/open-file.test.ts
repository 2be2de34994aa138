import { beforeEach, describe, expect, it } from "vitest";
import { ApiError } from "../../client/http";
import type { Event as Fact, FileEntry } from "../../wire/generated";
import { OpenFile } from "./open-file";

const entry = (etag: string, more: Partial<FileEntry> = {}): FileEntry => ({
  id: "ent_a",
  path: "/ann/a.txt",
  name: "a.txt",
  kind: "file",
  size: 3,
  parent_id: "",
  owner: "ann",
  created_at: "",
  modified_at: "",
  mode: "manage",
  etag,
  ...more,
});
const fact = (happened: string, told: FileEntry): Fact => ({ id: 1, at: "", type: `file.${happened}`, subject: told.id, data: { happened, entry: told } }) as unknown as Fact;
const refusal = (code: string): ApiError => new ApiError({ title: "", status: 409, detail: code, code, kind: "conflict" });

let there: FileEntry;
let text: string;
let shown: string[];
let written: [path: string, text: string, etag: string | null][];
let refuse: string | null;
let file: OpenFile;

beforeEach(async () => {
  there = entry("1");
  text = "one";
  shown = [];
  written = [];
  refuse = null;
  const source = {
    stat: () => Promise.resolve(there),
    text: () => Promise.resolve(text),
    write: (path: string, content: string, etag: string | null) => {
      written.push([path, content, etag]);
      return refuse === null ? Promise.resolve(entry("2", { mode: "" })) : Promise.reject(refusal(refuse));
    },
  };
  file = new OpenFile(source, (read) => shown.push(read));
  await file.load("~/a.txt");
});

const at = (): string => file.standing.value.at;
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("a file that is written", () => {
  it("is read, changed and saved on what it was", async () => {
    expect([shown, at(), file.dirty, file.writable]).toEqual([["one"], "saved", false, true]);
    file.touch();
    expect(file.dirty).toBe(true);
    await file.save("two");
    expect([written, at(), file.writable]).toEqual([[["ent_a", "two", "1"]], "saved", true]);
  });

  it("follows who else writes it, as long as nothing was changed here", async () => {
    text = "theirs";
    file.hear(fact("updated", entry("7")));
    await settle();
    expect([shown, at()]).toEqual([["one", "theirs"], "saved"]);
  });

  it("lets nobody's words be lost without a question", async () => {
    file.touch();
    file.hear(fact("updated", entry("7")));
    expect(at()).toBe("elsewhere");
    await file.save("mine");
    expect(written).toEqual([]);
    await file.save("mine", true);
    expect([written, at()]).toEqual([[["ent_a", "mine", null]], "saved"]);
  });

  it("hears from the daemon what no event told", async () => {
    file.touch();
    refuse = "content_changed";
    await file.save("mine");
    expect(at()).toBe("elsewhere");
    text = "theirs";
    await file.reload();
    expect([shown.at(-1), at()]).toEqual(["theirs", "saved"]);
  });

  it("is made anew where it was removed", async () => {
    file.hear(fact("removed", entry("1")));
    expect([at(), file.dirty]).toEqual(["gone", true]);
    await file.save("mine");
    expect(written).toEqual([["/ann/a.txt", "mine", null]]);
  });

  it("says why it could not be saved, and keeps what is typed meanwhile", async () => {
    file.touch();
    refuse = "storage_limit_reached";
    await file.save("mine");
    expect(file.standing.value).toEqual({ at: "unsaved", why: "storage_limit_reached" });
    refuse = null;
    const saving = file.save("mine");
    file.touch();
    await saving;
    expect(at()).toBe("changed");
  });

  it("knows its own echo, and a new name", () => {
    file.touch();
    file.hear(fact("moved", entry("1", { name: "b.txt", path: "/ann/b.txt" })));
    expect([file.entry.value?.name, at()]).toEqual(["b.txt", "changed"]);
  });

  it.each([
    ["a\0b", {}],
    ["", { size: 3 * 1024 * 1024 }],
    ["", { kind: "directory" as const }],
  ])("is refused where it is no text of a fair size", async (content, more) => {
    text = content;
    there = entry("1", more);
    await file.load("~/a.txt");
    expect([at(), file.dirty]).toEqual(["refused", false]);
  });
});

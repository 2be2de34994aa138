import { beforeEach, describe, expect, it } from "vitest";
import { ChangedError, type KeptText, type News, type Upon } from "../../client/text-store";
import type { Draft } from "./drafts";
import { OpenFile } from "./open-file";

const kept = (version: string, more: Partial<KeptText> = {}): KeptText => ({
  ref: "ent_a",
  name: "a.txt",
  path: "/ann/a.txt",
  directory: "/ann",
  size: 3,
  version,
  writable: true,
  file: true,
  ...more,
});

let there: KeptText;
let text: string;
let shown: string[];
let written: [content: string, version: string, upon: Upon][];
let refuse: Error | null;
let followed: string[];
let tell: (news: News) => void;
let file: OpenFile;
let draft: Draft | null;
let settled: number;
let open: () => Promise<void>;

beforeEach(async () => {
  there = kept("1");
  text = "one";
  shown = [];
  written = [];
  refuse = null;
  followed = [];
  const source = {
    find: () => Promise.resolve(there),
    read: () => Promise.resolve(text),
    write: (known: KeptText, content: string, upon: Upon) => {
      written.push([content, known.version, upon]);
      return refuse === null ? Promise.resolve(kept("2", upon === "nothing" ? { ref: "ent_b" } : {})) : Promise.reject(refuse);
    },
    follow: (ref: string, hear: (news: News) => void) => {
      followed.push(ref);
      tell = hear;
      return () => followed.splice(followed.indexOf(ref), 1);
    },
  };
  draft = null;
  settled = 0;
  open = () => {
    file = new OpenFile(source, (read) => shown.push(read), { of: () => draft, settled: () => (settled += 1) });
    return file.load("~/a.txt");
  };
  await open();
});

const at = (): string => file.standing.value.at;
const settle = () => new Promise((resolve) => setTimeout(resolve));
const seen = (version: string, more: Partial<KeptText> = {}): void => tell({ happened: "seen", now: kept(version, more) });

describe("a file that is written", () => {
  it("is read, changed and saved on what it was", async () => {
    expect([shown, at(), file.dirty, file.writable]).toEqual([["one"], "saved", false, true]);
    file.touch();
    expect(file.dirty).toBe(true);
    await file.save("two");
    expect([written, at(), file.writable]).toEqual([[["two", "1", "read"]], "saved", true]);
  });

  it("follows who else writes it, as long as nothing was changed here", async () => {
    text = "theirs";
    seen("7");
    await settle();
    expect([shown, at()]).toEqual([["one", "theirs"], "saved"]);
  });

  it("takes no word back that is typed while it is read again", async () => {
    seen("7");
    file.touch();
    await settle();
    expect([shown, at()]).toEqual([["one"], "elsewhere"]);
  });

  it("lets nobody's words be lost without a question", async () => {
    file.touch();
    seen("7");
    expect(at()).toBe("elsewhere");
    await file.save("mine");
    expect(written).toEqual([]);
    await file.save("mine", true);
    expect([written, at()]).toEqual([[["mine", "1", "anything"]], "saved"]);
  });

  it("hears from the daemon what no event told", async () => {
    file.touch();
    refuse = new ChangedError();
    await file.save("mine");
    expect(at()).toBe("elsewhere");
    text = "theirs";
    await file.reload();
    expect([shown.at(-1), at()]).toEqual(["theirs", "saved"]);
  });

  it("is made anew where it was removed", async () => {
    tell({ happened: "gone" });
    expect([at(), file.dirty]).toEqual(["gone", true]);
    await file.save("mine");
    expect([written, at()]).toEqual([[["mine", "1", "nothing"]], "saved"]);
    expect(followed).toEqual(["ent_b"]);
  });

  it("says why it could not be saved, and keeps what is typed meanwhile", async () => {
    file.touch();
    refuse = new Error("there is no room");
    await file.save("mine");
    expect(file.standing.value).toEqual({ at: "unsaved", why: "there is no room" });
    refuse = null;
    const saving = file.save("mine");
    file.touch();
    await saving;
    expect(at()).toBe("changed");
  });

  it("knows its own echo, and a new name", () => {
    file.touch();
    seen("1", { name: "b.txt", path: "/ann/b.txt" });
    expect([file.kept.value?.name, at()]).toEqual(["b.txt", "changed"]);
  });

  it.each([
    ["a\0b", {}],
    ["", { size: 3 * 1024 * 1024 }],
    ["", { file: false }],
  ])("is refused where it is no text of a fair size", async (content, more) => {
    text = content;
    there = kept("1", more);
    await file.load("~/a.txt");
    expect([at(), file.dirty]).toEqual(["refused", false]);
  });
});

describe("what was not saved before", () => {
  it("goes on, and is saved as if nothing had been", async () => {
    draft = { text: "mine", version: "1", at: 4 };
    await open();
    expect([at(), shown.at(-1)]).toEqual(["changed", "mine"]);
    await file.save("mine");
    expect([at(), written.at(-1), settled]).toEqual(["saved", ["mine", "1", "read"], 2]);
  });

  it("is written over nothing newer unasked, and may be let go", async () => {
    [draft, there, text] = [{ text: "mine", version: "1", at: 4 }, kept("5"), "theirs"];
    await open();
    await file.save("mine");
    expect([at(), shown.at(-1), written]).toEqual(["elsewhere", "mine", []]);
    expect(file.kept.value?.version).toBe("1");
    await file.reload();
    expect([at(), shown.at(-1), file.kept.value?.version, settled]).toEqual(["saved", "theirs", "5", 2]);
  });

  it("is over where the file holds just that", async () => {
    [draft, there, text] = [{ text: "mine", version: "1", at: 4 }, kept("5"), "mine"];
    await open();
    expect([at(), file.kept.value?.version, settled]).toEqual(["saved", "5", 2]);
  });
});

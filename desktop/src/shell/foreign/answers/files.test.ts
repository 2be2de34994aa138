import { describe, expect, it } from "vitest";
import type { Question } from "../questions";
import { Instances, type Instance } from "../instances";
import type { Surroundings } from "../surroundings";
import { blobOf, openFile, saveEntry, saveFile } from "./files";

const APP = { id: "app_1", name: "notes", title: "Notes", index_url: "/sites/notes/", visibility: "private", created_at: "", updated_at: "" } as const;

/** A person who answers every question with `answer`, and a house that notes what it is asked to do. */
function scene(answer: unknown, mayUse = true) {
  const done: string[] = [];
  const instances = new Instances();
  const instance = instances.start({ app: APP, window: 1 }) as Instance;
  const asked: Question[] = [];
  instance.questions.current.subscribe((question) => {
    if (!question) return;
    asked.push(question);
    queueMicrotask(() => instance.questions.answer(question, answer));
  });
  const files = {
    writeBlob: async (path: string, content: Blob) => void done.push(`write ${path}: ${await content.text()}`),
    copy: (move: { source: string; into: string; name: string }) => Promise.resolve(done.push(`copy ${move.source} to ${move.into}/${move.name}`)),
  };
  const door = {
    stat: (path: string) => Promise.resolve({ uid: "u-1", path, name: "a", is_dir: false }),
    mayUse: (_app: string, subject: string, mode: string) => Promise.resolve((done.push(`may ${mode} ${subject}?`), mayUse)),
    hand: (_app: string, paths: readonly string[]) => Promise.resolve((done.push(`hand ${paths.join(", ")}`), paths.map((path) => ({ uid: "u", path, fsentry_name: "n", read_url: "r" })))),
  };
  const around = { shell: { api: { files }, user: { name: "ann" } }, door, instances } as unknown as Surroundings;
  return { around, instance, asked, done };
}

describe("files that are chosen", () => {
  it("are given to the app, and no others", async () => {
    const { around, instance, asked, done } = scene(["/ann/a.txt"]);
    const answer = await openFile(around, instance, { accept: [".txt"], multiple: false, path: "" });
    expect(asked[0]).toMatchObject({ kind: "pick", accept: [".txt"], start: "/ann/Documents" });
    expect([done, answer]).toEqual([["hand /ann/a.txt"], { msg: "fileOpenPicked", items: [{ uid: "u", path: "/ann/a.txt", fsentry_name: "n", read_url: "r" }] }]);
  });

  it("are none when the person turns away", async () => {
    const { around, instance, done } = scene(undefined);
    expect(await openFile(around, instance, { accept: [], multiple: false, path: "" })).toEqual({ msg: "fileOpenCancelled" });
    expect(await saveFile(around, instance, "text", "a.txt")).toEqual({ msg: "fileSaveCancelled" });
    expect(done).toEqual([]);
  });

  it("are looked for where the person was last", async () => {
    const { around, instance, asked } = scene(["/ann/Pictures/a.png"]);
    await openFile(around, instance, { accept: [], multiple: false, path: "~/Music/" });
    await openFile(around, instance, { accept: [], multiple: false, path: "" });
    expect(asked.map((question) => "start" in question && question.start)).toEqual(["/ann/Music", "/ann/Pictures"]);
  });
});

describe("what is saved", () => {
  it("is written where the person says, and given to the app", async () => {
    const { around, instance, asked, done } = scene("/ann/b.txt");
    expect(await saveFile(around, instance, "text", "a/b.txt")).toMatchObject({ msg: "fileSaved", saved_file: { readURL: "r" } });
    expect(asked[0]).toMatchObject({ kind: "save", name: "a-b.txt" });
    expect(done).toEqual(["write /ann/b.txt: text", "hand /ann/b.txt"]);
  });

  it("is copied from elsewhere only where the app may read itself", async () => {
    const may = scene("/ann/b.txt");
    await saveEntry(may.around, may.instance, "/ann/secret", "copy", "");
    expect(may.done).toEqual(["may read u-1?", "copy /ann/secret to /ann/b.txt", "hand /ann/b.txt"]);
    const mayNot = scene("/ann/b.txt", false);
    await expect(saveEntry(mayNot.around, mayNot.instance, "/ann/secret", "copy", "")).rejects.toThrow("may not copy");
    expect(mayNot.done).toEqual(["may read u-1?"]);
  });

  it.each([
    ["a text", "é", 2],
    ["nothing", undefined, 0],
    ["a blob", new Blob(["abc"]), 3],
    ["a buffer", new ArrayBuffer(4), 4],
    ["a part of a buffer", new Uint8Array(8).subarray(3), 5],
  ])("%s is a file", (_what, content, size) => {
    expect(blobOf(content)?.size).toBe(size);
  });

  it("is no object that looks like one", () => {
    expect(blobOf({ size: 3, text: "abc" })).toBeNull();
  });
});
